/* pairing: the launches of several cases in one round, which everything compares. */
#ifndef PROCBENCH_SRC_RESULT_PAIRING_H
#define PROCBENCH_SRC_RESULT_PAIRING_H

#include "procbench/result/result.h"

/* The launch of the case in that round, with or without stamps; NULL where there is none. */
const struct result_launch *pairing_launch(const struct result_case *item, uint64_t round,
					   bool stamped);

/* Two cases, round by round; start from {.item, .base}, and the spans where they are not total. */
struct pairing {
	const struct result_case *item;
	const struct result_case *base;
	enum span item_span; /* says which launches count: child-side spans have stamps */
	enum span base_span;
	size_t at; /* in the launches of the item */
};

/* The launches of the next round that has both; false when there is none any more. */
bool pairing_next(struct pairing *pairing, const struct result_launch **item,
		  const struct result_launch **base);

/* The cases of a sweep, round by round; start from {.result, .points, .count}. */
struct pairing_sweep {
	const struct result *result;
	const struct result_fit_point *points; /* the cases */
	size_t count;
	size_t at; /* in the launches of the first case */
};

/*
 * Puts the medians of total of the next round in which every one of the cases was measured, without
 * stamps, into ns[count]; false when there is none any more.
 */
bool pairing_next_sweep(struct pairing_sweep *sweep, double *ns);

#endif
