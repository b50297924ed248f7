/*
 * result: what a run is, once it is measured; schema procbench/1.
 *
 * Everything that reads or shows a run starts here and never touches a method or a clock. Times are
 * in nanoseconds. A number that was not measured is NAN, a string that does not apply is NULL.
 */
#ifndef PROCBENCH_RESULT_RESULT_H
#define PROCBENCH_RESULT_RESULT_H

#include "procbench/base/error.h"
#include "procbench/base/facts.h"
#include "procbench/base/spans.h"
#include "procbench/result/fit.h"
#include "procbench/stats/verdict.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define RESULT_SCHEMA "procbench/1"

/* What may end a run; result_case.stopped_by is one of these words. */
enum result_stop {
	RESULT_STOP_ITERS,
	RESULT_STOP_PRECISION,
	RESULT_STOP_TIME,
	RESULT_STOP_SIGNAL,
	RESULT_STOP_FAILURE, /* no more launches: they failed, or procbench itself did */
	RESULT_STOP_LAUNCHES,
	RESULT_STOP_COUNT
};

/* "iters", "precision", "time", "signal", "failure", "launches". */
extern const char *const result_stops[RESULT_STOP_COUNT];

/* One span of one case. The median and its interval come from the launches, the rest from samples.
 */
struct result_span {
	uint64_t samples; /* 0: not measured */
	double min_ns;    /* NAN, as all that follows, where it is not known */
	double median_ns;
	double median_low_ns; /* 95 % interval; NAN with too few launches */
	double median_high_ns;
	double mean_ns;
	double stddev_ns;
	double p90_ns;
	double p99_ns;
	double p999_ns;
	double max_ns;
};

/* One launch: a fresh subject's samples of one case. */
struct result_launch {
	uint64_t round;   /* from 0 */
	uint64_t order;   /* its place in that round, from 0 */
	uint64_t samples; /* that succeeded */
	uint64_t failed;
	bool stamped;               /* the child took stamps */
	double median_ns;           /* of total */
	double span_ns[SPAN_COUNT]; /* medians of all spans, NAN where not measured */
	double per_second; /* creations, while all of the launch were creating; NAN: never all */
	double cpu_ns;     /* CPU time of a child, user and system, mean; NAN when not known */
};

/* One key of a case, in the order of the key table. */
struct result_key {
	char *name;
	bool is_number;
	double number;
	char *string;
};

/* How often a failure of one name ("EAGAIN", "exit 3", "SIGKILL", "timeout") was seen. */
struct result_failure {
	char *name;
	uint64_t count;
};

/* So many samples' total lies in [low_ns, high_ns). */
struct result_bin {
	double low_ns;
	double high_ns;
	uint64_t count;
};

struct result_case {
	char *spec; /* canonical case spec */
	char *method;
	struct result_key *keys;
	size_t key_count;
	char *call;       /* up to where the span call reaches, "until ..."; NULL: not known */
	char *lacks;      /* of an ablation: the flag left out, "" in the full set; else NULL */
	size_t full;      /* of an ablation: the place of the case with the full set */
	char *skipped;    /* why it was not measured, NULL when it was */
	bool implied;     /* the floor that stands beside every run, not asked for by name */
	uint64_t samples; /* that succeeded */
	uint64_t failed;
	uint64_t launches_lost; /* launches that gave no samples, or not all */
	struct result_failure *failures;
	size_t failure_count;
	const char *stopped_by; /* one of result_stops, NULL when skipped; static */
	struct result_span spans[SPAN_COUNT];
	double minor_faults;  /* page faults of a child without IO, mean; NAN when not known */
	double parent_faults; /* those of its parent, mean over all samples; likewise */
	double user_ns;       /* CPU time of a child, mean; likewise */
	double system_ns;
	double probe_ns; /* median total of stamped less that of unstamped launches; NAN without */
	/* derived by result_derive() */
	double ratio; /* to the first case, paired by rounds; NAN for the first case itself */
	double ratio_low;
	double ratio_high;
	double ratio_p;        /* signed-rank test that the ratio is 1 */
	double ratio_p_holm;   /* the same, corrected over the pairs of this run */
	char *floor;           /* the method of the floor of its kind; NULL: "floor" */
	double floor_multiple; /* of that floor in the same rounds, with its 95 % interval */
	double floor_multiple_low;
	double floor_multiple_high;
	double marginal_ns; /* what the flag left out adds to the full set, paired by rounds; NAN */
	double marginal_low_ns;
	double marginal_high_ns;
	double per_second; /* creations: median of the launches without stamps, 95 % interval */
	double per_second_low;
	double per_second_high;
	/*
	 * That, in multiples of the same case with parallel=1 and spawners=1, paired by rounds; NAN
	 * for that case itself and where it is not in the run.
	 */
	double scaling;
	double scaling_low;
	double scaling_high;
	struct result_bin *bins; /* of total, ascending, none of them empty */
	size_t bin_count;
	struct result_launch *launches;
	size_t launch_count;
};

/* Two cases held against each other: does B cost more than A? Of duel and compare. */
struct result_comparison {
	char *a;      /* spec of the one that is held to be usual (duel's A, compare's OLD) */
	char *b;      /* spec of the other */
	char *metric; /* what was compared: the name of a span, or "p99" */
	double a_ns;  /* the metric of each; NAN when it was not measured */
	double b_ns;
	double ratio; /* B/A, and its interval at `confidence`; NAN when not known */
	double low;
	double high;
	double confidence; /* 0.99 */
	double margin;     /* the slowdown tolerated, a fraction */
	double mde;        /* the smallest effect it could have told apart (verdict_mde()) */
	uint64_t pairs;    /* of launches, or of runs */
	double p;      /* duel: signed-rank test that the ratio is 1; compare: t test that it is 1 +
			  margin; NAN where there is none */
	double p_holm; /* corrected over the comparisons of one invocation; else NAN */
	double raw_ratio;        /* of compare: as measured ..; else NAN */
	double controlled_ratio; /* .. and relative to the control cases; else NAN */
	enum verdict verdict;
	char *note; /* in words: why there is no answer, or what to know about it; NULL */
};

struct result {
	char *version; /* of the procbench that measured */
	char *date;    /* UTC, ISO 8601 */
	struct facts host;
	char *headline; /* one line in words: what was measured */
	/* settings */
	uint64_t iters; /* 0: by precision and time */
	double precision;
	uint64_t time_ns;
	uint64_t warmup;
	uint64_t rounds;
	uint64_t timeout_ns;
	uint64_t seed;
	bool phases;
	bool partial;    /* the run ended early: a signal, or a failure of procbench itself */
	char **warnings; /* each with its remedy */
	size_t warning_count;
	struct result_case *cases;
	size_t case_count;
	struct result_comparison *comparisons;
	size_t comparison_count;
	/* derived by result_derive() */
	struct result_fit *fits;
	size_t fit_count;
	struct result_crossover *crossovers;
	size_t crossover_count;
};

/*
 * Fills medians and their intervals, ratios, p-values, floor multiples, marginal costs, fits and
 * crossovers from the launches: total, call and reap from the launches without stamps, child-side
 * spans from those with. Ratios pair the launches of one round. Returns 0 or -ENOMEM.
 */
int result_derive(struct result *result, struct error *error);

/* Whether several create at once in that case: parallel= or spawners= is above 1. */
bool result_case_is_loaded(const struct result_case *item);

/* Whether every case was measured to the end, without a failed sample or a lost launch. */
bool result_is_complete(const struct result *result);

/* Adds a warning, in printf's format; returns 0 or -ENOMEM. */
int result_warn(struct result *result, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/*
 * Adds a comparison, with copies of the three words; numbers NAN, verdict inconclusive. NULL when
 * memory ran out. The result owns it, and the next call may move it.
 */
struct result_comparison *result_add_comparison(struct result *result, const char *a, const char *b,
						const char *metric);

/* All of it unknown, and inconclusive. */
void result_clear_comparison(struct result_comparison *comparison);

/* Whether its one comparison is of two of its own cases, as `duel` measures; else of saved runs. */
bool result_is_duel(const struct result *result);

/* Forgets all comparisons. */
void result_drop_comparisons(struct result *result);

void result_free(struct result *result);

#endif
