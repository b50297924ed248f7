/*
 * compare: compares saved results case by case.
 *
 * There are two sides, each of one or more runs; cases are matched by spec. The value of a case in
 * a run is the logarithm of the metric minus that of the control case of the same run, if there is
 * one (floor, else null), so that changes of the whole machine cancel. If the runs differ in
 * kernel, libc or hypervisor, the control may have changed, too, so the verdict uses the
 * uncontrolled change and the controlled one is shown as well. The change of a case is the
 * difference of the sides' means.
 *
 * The standard error comes from the spread between runs: Student's t with the variance pooled over
 * both sides, but at least the variance expected from the launches within a run. With one run per
 * side the run-to-run SD is assumed to be COMPARE_RUN_SD, or the SD of the launches if that is
 * larger, in addition to the standard error of the run's median.
 *
 * Counts of instructions are the same in every run, so nothing is assumed of runs and no control is
 * needed: the error is what varies between the launches of a guest.
 *
 * Each case is tested against the margin. Holm's correction (1979) over the cases limits the
 * family-wise error rate of one invocation to 1 - COMPARE_CONFIDENCE. Each interval has the
 * confidence level that the correction assigns to its case, so that verdict and interval agree.
 */
#ifndef PROCBENCH_RESULT_COMPARE_H
#define PROCBENCH_RESULT_COMPARE_H

#include "procbench/base/error.h"
#include "procbench/result/result.h"

#include <stdbool.h>
#include <stddef.h>

#define COMPARE_CONFIDENCE_PCT 99
#define COMPARE_CONFIDENCE     (COMPARE_CONFIDENCE_PCT / 100.0)

/* SD of the medians of 30 separate runs of one loop on one virtual machine. */
#define COMPARE_RUN_SD 0.025
#define COMPARE_RUN_DF 29

/* Tolerated by default where instructions are compared. */
#define COMPARE_COUNT_MARGIN 0.001

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
	struct text_list failures; /* of the unmeasured: the case, and why; the caller frees it */
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
