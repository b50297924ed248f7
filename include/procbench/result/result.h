/*
 * result: the result of a run; schema procbench/1.
 *
 * All readers and reports use it, independent of methods and clocks. Times are in nanoseconds, or
 * instructions where `clock` says so. A
 * number that was not measured is NAN, a string that does not apply is NULL.
 */
#ifndef PROCBENCH_RESULT_RESULT_H
#define PROCBENCH_RESULT_RESULT_H

#include "procbench/base/error.h"
#include "procbench/base/facts.h"
#include "procbench/base/quantity.h"
#include "procbench/base/spans.h"
#include "procbench/base/text_list.h"
#include "procbench/result/fit.h"
#include "procbench/stats/verdict.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define RESULT_SCHEMA "procbench/1"

/* How the warnings of a result begin that other work on the machine has caused. */
#define RESULT_WARNING_LOAD "other load on this machine"

/* Why a run ended; result_case.stopped_by is one of these words. */
enum result_stop {
	RESULT_STOP_ITERS,
	RESULT_STOP_PRECISION,
	RESULT_STOP_TIME,
	RESULT_STOP_SIGNAL,
	RESULT_STOP_FAILURE, /* launches or procbench itself failed */
	RESULT_STOP_LAUNCHES,
	RESULT_STOP_COUNT
};

/* "iters", "precision", "time", "signal", "failure", "launches". */
extern const char *const result_stops[RESULT_STOP_COUNT];

/* One span of one case. Median and CI come from the launches, the rest from the samples. */
struct result_span {
	uint64_t samples; /* 0: not measured */
	double min_ns;    /* this and the following are NAN if unknown */
	double median_ns;
	double median_low_ns; /* 95% CI; NAN with too few launches */
	double median_high_ns;
	double mean_ns;
	double stddev_ns;
	double p90_ns;
	double p99_ns;
	double p999_ns;
	double max_ns;
};

/* One launch: the samples of one case from a fresh subject. */
struct result_launch {
	uint64_t round;   /* from 0 */
	uint64_t order;   /* position in that round, from 0 */
	double warmup;    /* creations before the samples, of each creator; NAN if unknown */
	uint64_t samples; /* that succeeded */
	uint64_t failed;
	bool stamped;               /* the child took timestamps */
	double median_ns;           /* of total */
	double first_ns;            /* total of the first sample; NAN if unknown */
	double span_ns[SPAN_COUNT]; /* medians of all spans, NAN where not measured */
	double per_second;          /* creation rate while all creators were active; NAN: never */
	double cpu_ns;              /* mean CPU time of a child, user and system; NAN if unknown */
};

/* One key of a case, in the order of the key table. */
struct result_key {
	char *name;
	bool is_number;
	double number;
	char *string;
};

/* Number of failures of one kind ("EAGAIN", "exit 3", "SIGKILL", "timeout"). */
struct result_failure {
	char *name;
	uint64_t count;
};

/* Histogram bin: number of samples with total in [low_ns, high_ns). */
struct result_bin {
	double low_ns;
	double high_ns;
	uint64_t count;
};

/* A function's part of a profile. */
struct result_function {
	char *name;
	char *phase;         /* "page faults"; NULL: unclassified */
	double instructions; /* of one creation, on average */
};

/* Where the instructions of one creation are executed. */
struct result_profile {
	uint64_t samples;                  /* 0: not profiled */
	struct result_function *functions; /* the largest first */
	size_t function_count;
};

/* An event that the kernel counted, per creation; NAN where it did not. */
struct result_counter {
	char *name;    /* "page_faults" */
	double parent; /* by the parent itself */
	double child;  /* by its children */
	double share;  /* share of the time in which it was counted; below 1: extrapolated */
	char *reason;  /* why it was not counted, or NULL */
};

struct result_counters {
	uint64_t samples; /* 0: nothing was counted */
	struct result_counter *events;
	size_t event_count;
};

struct result_case {
	char *spec; /* canonical case spec */
	char *method;
	struct result_key *keys;
	size_t key_count;
	char *call;       /* up to where the span call reaches, "until ..."; NULL: not known */
	char *lacks;      /* of an ablation: the flag left out, "" in the full set; else NULL */
	size_t full;      /* of an ablation: index of the case with the full set */
	char *skipped;    /* why it was not measured, or NULL */
	bool implied;     /* a floor case added by default */
	uint64_t samples; /* that succeeded */
	uint64_t failed;
	uint64_t launches_lost;    /* launches with no or missing samples */
	uint64_t launches_drifted; /* left out: the parent was not what the case states */
	char *drift;               /* how it had changed in the last of these, or NULL */
	struct result_failure *failures;
	size_t failure_count;
	const char *stopped_by; /* one of result_stops, NULL when skipped; static */
	struct result_span spans[SPAN_COUNT];
	double outliers;      /* samples whose total is more than 10 robust SD from the median */
	double minor_faults;  /* mean page faults of a child without I/O; NAN if unknown */
	double parent_faults; /* mean of its parent over all samples, likewise */
	double user_ns;       /* mean user CPU time of a child, likewise */
	double system_ns;
	double major_faults;       /* mean page faults of a child with I/O, likewise */
	double max_rss_bytes;      /* mean peak of a child's resident memory, likewise */
	double voluntary_switches; /* mean context switches of a child that waited, likewise */
	double involuntary_switches;
	double probe_ns; /* median total of stamped minus unstamped launches, or NAN */
	/* derived by result_derive() */
	double ratio; /* to the reference case, paired by round; NAN for that case itself */
	double ratio_low;
	double ratio_high;
	double difference_ns; /* to the same case, from the same rounds, with 95% CI */
	double difference_low_ns;
	double difference_high_ns;
	double ratio_p;        /* signed-rank test that the ratio is 1 */
	double ratio_p_holm;   /* with Holm's correction over the cases of this run */
	char *floor;           /* method of the matching floor; NULL: "floor" */
	double floor_multiple; /* multiple of that floor, paired by round, with 95% CI */
	double floor_multiple_low;
	double floor_multiple_high;
	double marginal_ns; /* marginal cost of the omitted flag, paired by round, or NAN */
	double marginal_low_ns;
	double marginal_high_ns;
	double per_second; /* creation rate: median of unstamped launches, 95% CI */
	double per_second_low;
	double per_second_high;
	/*
	 * The rate relative to the same case with parallel=1 and spawners=1, paired by round; NAN
	 * for that case itself or if the run does not include it.
	 */
	double scaling;
	double scaling_low;
	double scaling_high;
	struct result_bin *bins; /* of total, ascending, without empty bins */
	size_t bin_count;
	struct result_launch *launches;
	size_t launch_count;
	struct result_profile profile;
	struct result_counters counters;
};

/* A comparison of duel or compare: is B slower than A? */
struct result_comparison {
	char *a;      /* spec of the baseline (duel's A, compare's OLD) */
	char *b;      /* spec of the other */
	char *metric; /* name of a span, or "p99" */
	double a_ns;  /* the metric of each side, or NAN */
	double b_ns;
	double ratio; /* B/A with its CI at level `confidence`; NAN if unknown */
	double low;
	double high;
	double confidence;    /* 0.99 */
	double difference_ns; /* duel: B minus A from the same pairs, with its CI; else NAN */
	double difference_low_ns;
	double difference_high_ns;
	double margin;           /* tolerated slowdown, as a fraction */
	double mde;              /* minimum detectable effect (verdict_mde()) */
	uint64_t pairs;          /* of launches, or of runs */
	double p;                /* duel: signed-rank test of ratio 1; compare: t test of ratio 1 +
				    margin; NAN where there is none */
	double p_holm;           /* with Holm's correction over one invocation, or NAN */
	double raw_ratio;        /* compare: without control, or NAN */
	double controlled_ratio; /* compare: relative to the control cases, or NAN */
	enum verdict verdict;
	char *note; /* explanation, such as why it is inconclusive; or NULL */
};

/*
 * A place of an observed program that creates, which a run has repeated. What replaces it is paired
 * with it by round.
 */
struct result_site {
	char *name;     /* "python3.11: vfork, /bin/true" */
	uint64_t calls; /* in the observed run */
	char *now;      /* spec of the case that repeats a call; NULL: none does */
	char *then;     /* spec of the case that replaces it; NULL: none does */
	char *why;      /* why none does, of `now` or else of `then`; NULL: not asked for */
	char *note;     /* what the cases do not reproduce, or NULL */
	/* derived by sites_derive(): time saved per call, and by all calls of a run */
	double saved_ns;
	double saved_low_ns;
	double saved_high_ns;
	double saved_run_ns;
	double saved_run_low_ns;
	double saved_run_high_ns;
};

struct result {
	char *version; /* of the procbench that measured it */
	char *date;    /* UTC, ISO 8601 */
	struct facts host;
	char *label;           /* label of the machine; NULL: unknown */
	struct text_list tags; /* "key=value", each key once */
	char *headline;        /* one line that describes what was measured */
	/* settings */
	enum quantity clock; /* what its numbers are */
	char *guest;         /* what ran the guests in which it was measured, "QEMU TCG"; or NULL */
	uint64_t iters;      /* 0: until precision or time is reached */
	double precision;
	uint64_t time_ns;
	uint64_t warmup;
	uint64_t rounds;
	uint64_t timeout_ns;
	char *setup; /* commands that were run around the run and each launch; NULL: none */
	char *prepare;
	char *conclude;
	char *cleanup;
	char *ok_exit; /* exit statuses that counted as success besides 0; NULL: none */
	uint64_t seed;
	bool phases;
	bool partial;              /* ended early by a signal or a failure of procbench itself */
	struct text_list warnings; /* each with its remedy */
	struct result_case *cases;
	size_t case_count;
	struct result_comparison *comparisons;
	size_t comparison_count;
	struct result_site *sites; /* of a replay */
	size_t site_count;
	struct result_site replay; /* derived by sites_derive(): all sites that have both cases */
	/* derived by result_derive() */
	struct result_fit *fits;
	size_t fit_count;
	struct result_crossover *crossovers;
	size_t crossover_count;
};

/*
 * Computes medians and CIs, ratios, p-values, multiples of the floor, marginal costs, fits and
 * crossovers from the launches: total, call and reap from unstamped launches, child-side spans from
 * stamped ones. Ratios pair launches of the same round. Returns 0 or -ENOMEM.
 */
int result_derive(struct result *result, struct error *error);

/* Removes the comparison with the first case, for cases that are not comparable. */
void result_clear_ratios(struct result *result);

/* Resets a case: every metric not measured. */
void result_clear_case(struct result_case *item);

/* Whether the case has concurrent creators: parallel= or spawners= above 1. */
bool result_case_is_loaded(const struct result_case *item);

/* Whether all cases were measured without failed samples or lost launches. */
bool result_is_complete(const struct result *result);

/* Adds a warning, formatted as by printf, once; returns 0 or -ENOMEM. */
int result_warn(struct result *result, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/*
 * Adds an inconclusive comparison with copies of the three strings and all numbers NAN. NULL if
 * memory ran out. The result owns it, and the next call may move it.
 */
struct result_comparison *result_add_comparison(struct result *result, const char *a, const char *b,
						const char *metric);

/* Resets a comparison: all numbers NAN, verdict inconclusive. */
void result_clear_comparison(struct result_comparison *comparison);

/* Whether its one comparison is of two of its own cases, as `duel` measures; else of saved runs. */
bool result_is_duel(const struct result *result);

/* Frees what a profile holds, and clears it. */
void result_clear_profile(struct result_profile *profile);

/* Removes all comparisons. */
void result_drop_comparisons(struct result *result);

void result_free_site(struct result_site *site);

void result_free(struct result *result);

#endif
