/*
 * trend: whether a series of measurements rises or falls over time.
 *
 * Mann and Kendall's test: how many pairs of values are in ascending order, against what
 * independent values of any one distribution give (Mann, Econometrica 13, 1945; ties as in Kendall,
 * Rank Correlation Methods, chapter 4; normal approximation with continuity correction, from
 * TREND_LEAST values on). Its false-positive rate is the level that `p` is compared with.
 */
#ifndef PROCBENCH_STATS_TREND_H
#define PROCBENCH_STATS_TREND_H

#include <stddef.h>

#define TREND_LEAST 10

struct trend {
	double p;     /* of the two-sided test; NAN with fewer values than TREND_LEAST */
	double slope; /* change per value: Theil and Sen's, the median of the slopes of all pairs */
};

/* Values in time order, none NAN. Beyond TREND_MOST, of as many averages of neighbours. */
#define TREND_MOST 256
struct trend trend_find(const double *values, size_t n);

#endif
