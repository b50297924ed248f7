/* runner: the state of a run in progress, and the functions that work on it. */
#ifndef PROCBENCH_SRC_RUN_RUNNER_H
#define PROCBENCH_SRC_RUN_RUNNER_H

#include "hooks.h"
#include "reduce.h"

#include "procbench/run/launch.h"
#include "procbench/run/run.h"
#include "procbench/run/schedule.h"

/* One launch per round: a case with or without timestamps. */
struct slot {
	size_t number; /* of the case */
	bool stamped;
	uint64_t samples; /* with iters: per run, else per launch */
	uint64_t rounds;  /* with iters: number of rounds they are spread over */
	uint64_t warmup;  /* per launch */
	double sample_ns; /* of a creation, by the pilot; NAN: not known */
	double rest_ns;   /* of a launch beside its creations, likewise */
};

struct runner {
	struct run *run;
	const struct plan *plan;
	const struct run_settings *settings;
	const struct run_progress *progress;
	const struct run_notice *notice;
	struct launcher launcher;
	struct reducer reducer;
	struct slot *slots;
	size_t *order;
	size_t slot_count;
	uint64_t rounds_max;
	uint64_t start_ns;
	double round_ns; /* how long the last round took */
	bool has_ended;  /* by a signal or by its time: no more launches */
	double *scratch; /* launch medians, for the stop rule */
};

double runner_elapsed_ns(const struct runner *runner);

/* `place` is how many launches of the round are done. */
void runner_show_progress(struct runner *runner, size_t place, const char *spec);

/* The launch that a slot asks for, with so many samples. */
struct launch runner_launch(const struct runner *runner, const struct slot *slot, uint64_t samples);

/* Records a launch according to how it ended; a NULL record (the pilot) is not kept. */
int settle_launch(struct runner *runner, const struct launch *launch, size_t number,
		  struct run_launch *record, struct error *error);

/* No more launches of that case; it is skipped where it has none. */
int settle_give_up(struct run_case *item, const struct error *why, struct error *error);

/* Runs discarded launches to determine the number of samples per launch of each slot. */
int pilot_run(struct runner *runner, struct error *error);

/* After the pilot: shortens launches until enough of them fit into the time; tells when it is too
 * short for intervals. */
int budget_fit(struct runner *runner, struct error *error);

/* After one of the first rounds: the same where it took longer than expected, as on a machine that
 * has become busy. Sets round_ns to what the next round is expected to take. */
void budget_refit(struct runner *runner);

/* After the pilot: when even a launch under way is ended; 0: never. */
uint64_t budget_deadline_ns(const struct runner *runner);

/* Launches every slot once in scheduled order. */
int round_run(struct runner *runner, struct schedule_random *random, struct error *error);

/* Whether the run is over, and in run->stop why. Asked between rounds only, so that all cases have
 * had their turn equally often. */
int stop_reached(struct runner *runner, bool *reached, struct error *error);

/*
 * Runs the launch between the user's commands; as launch_run() otherwise. -errno where one of them
 * failed: then the run ends.
 */
int hooks_launch(struct runner *runner, struct launch *launch, struct error *error);

/* The commands around the run; what --setup leaves in the background stays until the second. */
int hooks_begin(struct runner *runner, struct hook *setup, struct error *error);
int hooks_end(struct runner *runner, struct hook *setup, struct error *error);

/* Counts events of every case, in launches of their own, until `time_ns` of the run at most. */
int count_run(struct runner *runner, uint64_t time_ns, struct error *error);

#endif
