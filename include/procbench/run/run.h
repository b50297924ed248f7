/*
 * run: all launches of one invocation, round by round; samples are reduced after each launch.
 *
 * Memory use depends on the number of cases and launches, not on the number of samples.
 */
#ifndef PROCBENCH_RUN_RUN_H
#define PROCBENCH_RUN_RUN_H

#include "procbench/base/error.h"
#include "procbench/base/exit_set.h"
#include "procbench/base/outfile.h"
#include "procbench/base/spans.h"
#include "procbench/run/plan.h"
#include "procbench/stats/tally.h"
#include "procbench/sys/counters.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct run;

/*
 * A stop rule that replaces precision, evaluated between rounds. It may use the width of intervals
 * but never the estimates themselves, because stopping at a difference raises the false-positive
 * rate.
 */
struct run_rule {
	bool (*enough)(void *context, const struct run *run);
	void *context;
};

/* Commands for /bin/sh, run outside of anything timed; each may be NULL. Not owned. */
struct run_hooks {
	const char *setup;    /* once, before the first launch */
	const char *prepare;  /* before each launch */
	const char *conclude; /* after each launch */
	const char *cleanup;  /* once, after the last launch */
};

struct run_settings {
	uint64_t iters;        /* samples per case; 0: until precision or time is reached */
	double precision;      /* half width of the medians' 95 % intervals, relative */
	uint64_t time_ns;      /* time limit */
	uint64_t time_most_ns; /* extended limit while there are too few launches for a CI; 0: none
				*/
	uint64_t hard_ns;      /* when to end even a launch under way; 0: never */
	uint64_t launches;     /* per case; 0: as many as fit */
	uint64_t launch_ns;    /* target duration of a launch's samples; 0: default */
	uint64_t warmup;       /* creations before the samples of a launch */
	bool warmup_fixed;     /* that many even where a creation is slow */
	uint64_t timeout_ns;   /* of one child */
	struct exit_set ok_exit; /* statuses of a child that count as success besides 0 */
	uint64_t seed;           /* of the order of launches */
	struct run_hooks hooks;
	bool phases;                 /* also run stamped launches */
	bool counters;               /* also count events, in launches of their own */
	const struct run_rule *rule; /* NULL: precision */
};

/* Why the launches of a case ended. */
enum run_stop {
	RUN_STOP_ITERS,
	RUN_STOP_LAUNCHES,
	RUN_STOP_PRECISION,
	RUN_STOP_TIME,
	RUN_STOP_SIGNAL,
	RUN_STOP_FAILURE /* all cases were given up, or the controller failed */
};

struct run_launch {
	uint64_t round;
	uint64_t order;
	uint64_t warmup;  /* creations before the samples, of each creator */
	uint64_t samples; /* successful ones */
	uint64_t failed;
	bool stamped;
	double span_ns[SPAN_COUNT]; /* medians; NAN where not measured */
	double first_ns;            /* total of the first sample; 0: it failed */
	uint64_t cpu_us;            /* CPU time of successful children */
	uint64_t cpu_known;         /* number of children with known CPU time */
	double per_second;          /* creation rate while all creators were active; NAN: never */
};

struct run_failure {
	uint16_t outcome; /* enum arena_outcome */
	uint16_t value;
	uint64_t count;
};

/* What launches that count have counted; their samples are not in the tallies. */
struct run_counters {
	uint64_t samples; /* 0: none */
	struct {
		double parent; /* sums; where events share a counter, extrapolated */
		double both;
		double enabled_ns;
		double running_ns;
		int error; /* the errno with which it is not counted, or 0 */
	} of[COUNTER_COUNT];
	struct error why; /* without samples: why */
};

struct run_case {
	struct tally spans[SPAN_COUNT]; /* over all samples: total, call and reap unstamped, others
					   stamped */
	struct run_launch *launches;
	size_t launch_count;
	size_t lost;            /* launches with no or missing samples */
	struct error last_loss; /* reason of the last one */
	size_t drifted; /* launches without a record: the parent was not what the case states */
	struct error last_drift;
	struct error remark; /* of the last launch: property that holds only partly; code 0: none */
	size_t without_record; /* of the last launches, in a row: lost or drifted */
	bool given_up;         /* no more launches */
	uint64_t samples;
	uint64_t failed;
	struct run_failure *failures;
	size_t failure_count;
	uint64_t minor_faults; /* of the children of successful unstamped samples */
	uint64_t user_us;      /* CPU time of the same children */
	uint64_t system_us;
	uint64_t major_faults; /* their page faults with I/O */
	uint64_t max_rss_kib;  /* sum of their peaks */
	uint64_t voluntary_switches;
	uint64_t involuntary_switches;
	uint64_t faults_known;   /* number of children for which these are known */
	uint64_t parent_faults;  /* of the parents in unstamped launches */
	uint64_t parent_samples; /* number of these samples, including failed ones */
	struct run_counters counters;
	char *skipped; /* why it was not measured, or NULL */
};

struct run {
	struct run_case *cases; /* one per case of the plan */
	size_t case_count;
	uint64_t rounds; /* started; the last may be incomplete */
	int cpu;         /* CPU that cpu=same pins to; -1: unknown */
	enum run_stop stop;
	struct error failure; /* controller failure that ended the run early; code 0: none */
	struct error cleanup; /* of --cleanup, which ends nothing; code 0: none */
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

/* Connection between a run and its caller. */
struct run_control {
	int signal_fd;                       /* readable: abort the current launch and stop */
	struct outfile *samples;             /* receives one CSV row per sample, or NULL */
	const struct run_progress *progress; /* or NULL */
	const struct run_notice *notice;     /* or NULL */
};

/* 0, or -EINVAL when no launch could hold its share of the samples. */
int run_check(const struct run_settings *settings, struct error *error);

/*
 * Measures the plan. Returns 0 even if cases failed, which is part of the result, or if the
 * controller failed midway (see run->failure; earlier measurements are kept). -ENOMEM if it could
 * not start. Call run_free() in any case.
 */
int run_execute(struct run *run, const struct plan *plan, const struct run_settings *settings,
		const struct run_control *control, struct error *error);
void run_free(struct run *run);

#endif
