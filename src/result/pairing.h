/* pairing: pairs the launches of several cases by round. */
#ifndef PROCBENCH_SRC_RESULT_PAIRING_H
#define PROCBENCH_SRC_RESULT_PAIRING_H

#include "procbench/result/result.h"

/* The stamped or unstamped launch of the case in that round, or NULL. */
const struct result_launch *pairing_launch(const struct result_case *item, uint64_t round,
					   bool stamped);

/* The most launches of a case, at least 1. */
size_t pairing_most(const struct result *result);

/* Iterates over two cases by round; initialize .item and .base, and the spans unless total. */
struct pairing {
	const struct result_case *item;
	const struct result_case *base;
	enum span item_span; /* selects the launches: child-side spans need stamped ones */
	enum span base_span;
	size_t at; /* in the launches of the item */
};

/* The launches of the next round that has both; false at the end. */
bool pairing_next(struct pairing *pairing, const struct result_launch **item,
		  const struct result_launch **base);

/* Iterates over the cases of a sweep by round; initialize .result, .points and .count. */
struct pairing_sweep {
	const struct result *result;
	const struct result_fit_point *points; /* the cases */
	size_t count;
	size_t at; /* in the launches of the first case */
};

/*
 * Stores the median total of the unstamped launches of the next round that has all cases in
 * ns[count]; false at the end.
 */
bool pairing_next_sweep(struct pairing_sweep *sweep, double *ns);

#endif
