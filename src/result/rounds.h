/* rounds: the launches of some cases, round by round. */
#ifndef PROCBENCH_RESULT_ROUNDS_H
#define PROCBENCH_RESULT_ROUNDS_H

#include "procbench/result/result.h"

/* Where one stands; start from {.result, .points, .count}. */
struct rounds {
	const struct result *result;
	const struct result_fit_point *points; /* the cases */
	size_t count;
	size_t at; /* in the launches of the first case */
};

/*
 * Puts the medians of total of the next round in which every one of the cases was measured, without
 * stamps, into ns[count]; false when there is none any more.
 */
bool rounds_next(struct rounds *rounds, double *ns);

#endif
