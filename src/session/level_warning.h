/*
 * level_warning: whether the machine became faster or slower during a run.
 */
#ifndef PROCBENCH_SRC_SESSION_LEVEL_WARNING_H
#define PROCBENCH_SRC_SESSION_LEVEL_WARNING_H

#include "procbench/result/result.h"
#include "procbench/stats/level.h"

/*
 * The averages of all cases by round: logarithms, relative to each case's median. The caller frees
 * them. 0, or -1 without memory.
 */
int level_series(const struct result *result, double **levels, size_t *count);

/*
 * Looks for a change of level in that series, which a trend is not, and stores it with the number
 * of rounds. 0, or -1 without memory.
 */
int level_warning_find(const struct result *result, struct level_change *change, size_t *values);

/* Adds a warning if there is one. 0, or non-zero without memory. */
int level_warning_add(struct result *result);

#endif
