/*
 * shifts: at which points a series of measurements changes its level.
 *
 * All functions are pure, and values are logarithms where changes shall be ratios. The method:
 *
 * - The noise is estimated from the differences of neighbours, which a change of level hardly
 *   affects (von Neumann, Annals of Mathematical Statistics 12, 1941), and again within the
 * segments once there are some.
 * - A value is a spike if at most one of its four nearest neighbours is like it (within
 *   SHIFTS_ALIKE SD, those from the median absolute difference). Spikes take no part in the rest;
 *   so what lasts for one or two points is a spike, and from three points on it is a change.
 * - The levels are the segmentation of least squares with a penalty for each change, that of PELT
 *   (Killick, Fearnhead and Eckley, JASA 107, 2012), with segments of at least SHIFTS_SEGMENT_LEAST
 *   points. It is found exactly, by functional pruning (Maidstone et al., Statistics and Computing
 *   27, 2017), which is fast without changes, too. shifts_penalty() is so large that a series
 *   without a change appears to have one in less than 1 % of cases.
 * - Where neighbours correlate by r within the segments, the variance counts (1 + r) / (1 - r)
 * times (Bayley and Hammersley, JRSS Supplement 8, 1946), and segments that are not worth it are
 * given up; so less than 1 % of autoregressive series of 100 points have a false change up to r =
 * 0.5.
 * - Where a change is: all places that raise the sum of squares by less than the 95% quantile of
 *   the likelihood ratio (Siegmund, International Statistical Review 56, 1988).
 */
#ifndef PROCBENCH_STATS_SHIFTS_H
#define PROCBENCH_STATS_SHIFTS_H

#include <stdbool.h>
#include <stddef.h>

#define SHIFTS_POINTS_LEAST  10
#define SHIFTS_SEGMENT_LEAST 3
#define SHIFTS_ALIKE         5
#define SHIFTS_CONFIDENCE    0.95

enum shifts_mark {
	SHIFTS_NORMAL,
	SHIFTS_SPIKE,
	SHIFTS_UNCONFIRMED /* the last one or two points: spikes, or the first of a new level */
};

struct shifts_step {
	size_t at;     /* index of the first point at the new level */
	size_t before; /* index of the last point at the old one, spikes left out */
	size_t first;  /* 95% CI of `at` */
	size_t last;
	double change; /* new level less old level, with its 95% CI */
	double low;
	double high;
};

struct shifts {
	bool is_judged;          /* there are enough points, spikes left out */
	double correlation;      /* of neighbours around their levels; NAN: not judged */
	double sd;               /* of the noise */
	enum shifts_mark *marks; /* per point */
	double *levels;          /* per point: the mean of its segment */
	struct shifts_step *steps;
	size_t step_count;
};

/*
 * Fills `shifts` for `n` finite values in order; `sd_least` > 0 is the least SD that the noise is
 * taken to have. Returns 0 or -ENOMEM; end with shifts_free() either way.
 */
int shifts_find(const double *values, size_t n, double sd_least, struct shifts *shifts);

void shifts_free(struct shifts *shifts);

/* The penalty for a change among `n` points, in units of the variance. */
double shifts_penalty(size_t n);

/*
 * Splits `n` values where that minimizes the sum of squares around the means of the segments
 * plus `penalty` per split. Writes the first index of each segment but the first to `splits`, which
 * has room for n / SHIFTS_SEGMENT_LEAST, and their number to *count. 0 or -ENOMEM.
 */
int shifts_split(const double *values, size_t n, double penalty, size_t *splits, size_t *count);

#endif
