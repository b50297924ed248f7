/*
 * verdict: is B slower than A by more than a margin? Decided by a CI of the ratio B/A. Pure.
 *
 * A ratio above 1 means that B is slower. Its CI comes from paired log ratios (paired.h). The
 * margin is the tolerated slowdown as a fraction; the limit is 1 + margin.
 */
#ifndef PROCBENCH_STATS_VERDICT_H
#define PROCBENCH_STATS_VERDICT_H

#include <stddef.h>

enum verdict { VERDICT_NO_REGRESSION, VERDICT_REGRESSION, VERDICT_INCONCLUSIVE, VERDICT_COUNT };

/* "no regression", "regression", "inconclusive". */
extern const char *const verdict_names[VERDICT_COUNT];

/* The same as one word, for programs: "no-regression". */
extern const char *const verdict_words[VERDICT_COUNT];

/*
 * Regression if the CI is entirely above the limit, no regression if entirely below, else
 * inconclusive, as also for a bound that is NAN or equal to the limit.
 */
enum verdict verdict_of(double low, double high, double margin);

/*
 * The minimum detectable effect of a run with this CI (Bloom, Evaluation Review 19, 1995): a ratio
 * that exceeds the limit by this fraction is called a regression with 95% power, and one that far
 * below it no regression. It is (z_confidence + z_power) standard errors, where half the CI, in
 * logarithms, is z_confidence of them. Normal approximation. NAN if a bound is NAN, infinite or 0.
 */
double verdict_mde(double low, double high, double confidence);

/* The evaluation of n paired log ratios, log(B) - log(A). */
struct judgement {
	double ratio; /* Hodges-Lehmann estimate; NAN without pairs */
	double low;   /* signed-rank interval; NAN with too few pairs for the confidence */
	double high;
	double p; /* signed-rank test that the ratio is 1; NAN without pairs */
	double mde;
	enum verdict verdict;
};

/* Reorders `log_ratios`. */
struct judgement verdict_judge(double *log_ratios, size_t n, double margin, double confidence);

#endif
