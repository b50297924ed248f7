/*
 * level: whether a series of measurements changes its level at some point.
 */
#ifndef PROCBENCH_STATS_LEVEL_H
#define PROCBENCH_STATS_LEVEL_H

#include <stddef.h>

struct level_change {
	size_t at;     /* the first value at the new level; 0: no change */
	double change; /* difference of the means, new - old; of logarithms, if these are given */
};

/*
 * The split of `n` values in time order with the largest Welch t statistic between the means of
 * both sides (at least LEVEL_LEAST values each). It counts as a change of level if |t| exceeds a
 * bound that independent normal values exceed in less than 1 % of series, whatever the split.
 */
#define LEVEL_LEAST 4
struct level_change level_find(const double *values, size_t n);

#endif
