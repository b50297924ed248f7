/*
 * floors: the matching floor of a case, and how many times it the case takes.
 */
#ifndef PROCBENCH_RESULT_FLOORS_H
#define PROCBENCH_RESULT_FLOORS_H

#include "procbench/result/result.h"

/* The floor of the case's kind in the same kernel; prefers one that was added by default. */
const struct result_case *floors_find(const struct result *result, const struct result_case *of);

/*
 * The log of the ratio of total in each round that has unstamped launches of both cases, in
 * values[item->launch_count]; returns their number.
 */
size_t floors_log_ratios(const struct result_case *item, const struct result_case *base,
			 double *values);

#endif
