/*
 * run: all launches of one invocation, round by round, reduced as they end.
 *
 * Its memory depends on the number of cases and launches, not on the number of samples.
 */
#ifndef PROCBENCH_RUN_RUN_H
#define PROCBENCH_RUN_RUN_H

#include "procbench/base/error.h"
#include "procbench/base/outfile.h"
#include "procbench/base/spans.h"
#include "procbench/run/plan.h"
#include "procbench/stats/tally.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct run;

/*
 * What decides, in the place of precision, whether a run is done. Asked between rounds; it may look
 * at how well things are known, never at what they are (a run that ends when a difference shows
 * finds one too often).
 */
struct run_rule {
	bool (*enough)(void *context, const struct run *run);
	void *context;
};

struct run_settings {
	uint64_t iters;        /* samples a case; 0: until precision or time */
	double precision;      /* half width of the medians' 95 % intervals, relative */
	uint64_t time_ns;      /* when to stop all the same */
	uint64_t time_most_ns; /* .. but not before there are intervals, up to this; 0: at once */
	uint64_t hard_ns;      /* when to end even a launch under way; 0: never */
	uint64_t launches;     /* a case; 0: as many as fit */
	uint64_t launch_ns;    /* how long the samples of a launch shall take; 0: as usual */
	uint64_t warmup;       /* creations before the samples of a launch */
	bool warmup_fixed;     /* that many even where a creation is slow */
	uint64_t timeout_ns;   /* of one child */
	uint64_t seed;         /* of the order of launches */
	bool phases;           /* stamped launches beside the others */
	const struct run_rule *rule; /* NULL: precision */
};

/* Why a case has no more launches. */
enum run_stop {
	RUN_STOP_ITERS,
	RUN_STOP_LAUNCHES,
	RUN_STOP_PRECISION,
	RUN_STOP_TIME,
	RUN_STOP_SIGNAL,
	RUN_STOP_FAILURE /* no case could be measured any more, or the controller failed */
};

struct run_launch {
	uint64_t round;
	uint64_t order;
	uint64_t samples; /* that succeeded */
	uint64_t failed;
	bool stamped;
	double span_ns[SPAN_COUNT]; /* medians; NAN where not measured */
	uint64_t cpu_us;            /* CPU time of the children that succeeded .. */
	uint64_t cpu_known;         /* .. and of which it is known: how many these are */
	double per_second; /* creations, while all of the launch were creating; NAN: never all */
};

struct run_failure {
	uint16_t outcome; /* enum arena_outcome */
	uint16_t value;
	uint64_t count;
};

struct run_case {
	struct tally
		spans[SPAN_COUNT]; /* of all samples: total, call, reap unstamped; others stamped */
	struct run_launch *launches;
	size_t launch_count;
	size_t lost; /* launches that gave no samples, or not all .. */
	size_t lost_in_a_row;
	struct error last_loss; /* .. and why, of the last */
	bool given_up;          /* no more launches */
	size_t displaced;       /* launches in which one was not on its CPU when they ended */
	size_t drifted;         /* launches whose shape had changed when they ended .. */
	char last_drift[256];   /* .. and how, in the last of them */
	uint64_t samples;
	uint64_t failed;
	struct run_failure *failures;
	size_t failure_count;
	uint64_t minor_faults; /* of the children of all unstamped samples that succeeded .. */
	uint64_t user_us;      /* .. and their CPU time */
	uint64_t system_us;
	uint64_t faults_known;   /* .. and of which both are known: how many these are */
	uint64_t parent_faults;  /* of the parents, in unstamped launches .. */
	uint64_t parent_samples; /* .. of so many samples, failed ones included */
	char *skipped;           /* why it was not measured at all; NULL: it was */
};

struct run {
	struct run_case *cases; /* one for each case of the plan */
	size_t case_count;
	uint64_t rounds; /* that were begun; the last may have been cut short */
	int cpu;         /* what cpu=same pins to; -1: it could not be told */
	enum run_stop stop;
	struct error failure; /* of the controller, which ended the run early; code 0: none */
};

/* Called between launches only. `fraction` is in [0, 1]. */
struct run_progress {
	void (*show)(void *context, double fraction, uint64_t round, const char *spec);
	void *context;
};

/* Called before the first round, for what the user should know before waiting for the results. */
struct run_notice {
	void (*tell)(void *context, const char *message);
	void *context;
};

/* How a run is connected to its caller. */
struct run_control {
	int signal_fd;                       /* readable: end after the launch it cuts short */
	struct outfile *samples;             /* gets one CSV row per sample; or NULL */
	const struct run_progress *progress; /* or NULL */
	const struct run_notice *notice;     /* or NULL */
};

/*
 * Measures the plan. 0, also when cases failed: that is data; and when the controller failed on the
 * way: run->failure says so, and what was measured before is kept. -ENOMEM when it could not begin.
 * End with run_free() either way.
 */
int run_execute(struct run *run, const struct plan *plan, const struct run_settings *settings,
		const struct run_control *control, struct error *error);
void run_free(struct run *run);

#endif
