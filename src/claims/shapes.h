/* shapes: properties of measured figures, for the judges of reproductions. Pure. */
#ifndef PROCBENCH_SRC_CLAIMS_SHAPES_H
#define PROCBENCH_SRC_CLAIMS_SHAPES_H

#include "procbench/claims/reproduce.h"

/* Rows that stand together and follow one another in x. */
struct shapes_series {
	const struct reproduce_row *rows;
	const struct reproduce_value *values;
	size_t count;
};

/*
 * How much one more of x costs, in units of `unit_ns`: between the first and the last row that were
 * measured, round by round. The same shape where the whole interval lies above `least` and the
 * value is at most `most`.
 */
struct reproduce_shape shapes_slope(const struct shapes_series *series, const char *what,
				    const char *published, double unit_ns, double least,
				    double most);

/* The last row against the first; the same shape where it is within [least, most]. */
struct reproduce_shape shapes_growth(const struct shapes_series *series, const char *what,
				     const char *published, double least, double most);

/* One value against another, round by round; the same shape where it is within [least, most]. */
struct reproduce_shape shapes_ratio(const struct reproduce_value *over,
				    const struct reproduce_value *under, const char *what,
				    const char *published, double least, double most);

/* The last row that was measured, or -1. */
int shapes_last(const struct shapes_series *series);

#endif
