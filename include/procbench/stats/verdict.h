/*
 * verdict: does B cost more than A by more than a margin? From an interval of the ratio B/A. Pure.
 *
 * The ratio is that of two times: above 1, B is slower. Its interval comes from paired log ratios
 * (paired.h). A margin is the slowdown that its owner tolerates, as a fraction; the limit is
 * 1 + margin.
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
 * Where the interval of the ratio lies: wholly above the limit, wholly below it, or neither. An end
 * that is not known (NAN) or on the limit decides nothing.
 */
enum verdict verdict_of(double low, double high, double margin);

/*
 * The smallest effect that a run with this interval could have told apart: a ratio B/A as far as
 * this above the limit, as a fraction of it, is called a regression by 95 of 100 such runs, and one
 * as far below it no regression. Minimum detectable effect (Bloom, Evaluation Review 19, 1995):
 * (z_confidence + z_power) standard errors, and half the interval, in logarithms, is z_confidence
 * of them. Normal approximation. NAN where an end is NAN, infinite or 0.
 */
double verdict_mde(double low, double high, double confidence);

/* All that n paired log ratios, log(B) - log(A), say. */
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
