/*
 * compare: saved results held against each other, case by case.
 *
 * Two sides, each of one run or several; a case of one is matched with the case of the same spec of
 * the other. The figure of a case in a run is the logarithm of the metric, less that of the control
 * case of the same run where there is one (floor, else null): what slows the whole machine down
 * cancels. Where the runs differ in kernel, libc or hypervisor, the control may have changed with
 * them, so what was measured is judged and the controlled change stands beside it. The case's
 * change is the difference of the two sides' means.
 *
 * How far a mean may be off by itself is seen from how runs of one side differ: Student's t over
 * the runs, of the variance pooled over both sides, and never of less than the variance that the
 * launches within a run let one expect. With one run a side nothing is seen of that, and a run is
 * taken to have a standard deviation of COMPARE_RUN_SD by itself, or, where its launches differ by
 * more, of as much as they do; beside the one that its launches let one expect of their median.
 *
 * Each case is tested against the margin. Holm's correction (1979) over the cases keeps the chance
 * that one or more is called wrongly, in the whole invocation, at 1 - COMPARE_CONFIDENCE; each
 * interval is at the confidence that the correction gives its case, so that verdict and interval
 * never contradict each other.
 */
#ifndef PROCBENCH_RESULT_COMPARE_H
#define PROCBENCH_RESULT_COMPARE_H

#include "procbench/base/error.h"
#include "procbench/result/result.h"

#include <stdbool.h>
#include <stddef.h>

#define COMPARE_CONFIDENCE 0.99

/* SD of the medians of 30 separate runs of one loop on one virtual machine. */
#define COMPARE_RUN_SD 0.025
#define COMPARE_RUN_DF 29

enum compare_metric {
	COMPARE_TOTAL, /* medians of these spans */
	COMPARE_CALL,
	COMPARE_START,
	COMPARE_EXEC,
	COMPARE_P99, /* of total, over all samples of a run */
	COMPARE_METRIC_COUNT
};

/* "total", "call", "start", "exec", "p99". */
extern const char *const compare_metrics[COMPARE_METRIC_COUNT];

struct compare_settings {
	enum compare_metric metric;
	double margin;        /* tolerated slowdown, as a fraction */
	bool across_machines; /* also compare results of different machines */
};

struct compare_side {
	struct result *runs; /* `count` runs, at least one */
	char *const *names;  /* file names, for messages */
	size_t count;
};

/* Counts for a CI gate; every comparison is in exactly one of them. */
struct compare_counts {
	size_t regressions;
	size_t unmeasured; /* missing, skipped or with failed samples on one side */
	size_t inconclusive;
	size_t passed;
};

/*
 * Adds a comparison per case of either side to the first run of `new`, and sets its headline and
 * warnings. A floor that was added by default serves as control only and gets no verdict.
 *
 * Returns 0; -EXDEV for different machines; -EINVAL if a run has duplicate cases or there is
 * nothing to compare; -ENOMEM.
 */
int compare_results(const struct compare_side *old, const struct compare_side *new,
		    const struct compare_settings *settings, struct compare_counts *counts,
		    struct error *error);

#endif
