/* shapes: slopes, growth and ratios of measured series, for the judges of reproductions. Pure. */
#ifndef PROCBENCH_SRC_CLAIMS_SHAPES_H
#define PROCBENCH_SRC_CLAIMS_SHAPES_H

#include "procbench/claims/reproduce.h"

#define SHAPES_MIB ((uint64_t)1 << 20)

/* Memory for a parent of that size, with its page tables, subject and controller. */
#define SHAPES_NEEDS(mib) ((mib)*SHAPES_MIB * 5 / 4 + 64 * SHAPES_MIB)

/* The band around what was published in which a shape is the same: 20 % to either side. */
#define SHAPES_BAND(published) 0.8 * (published), 1.2 * (published)
#define SHAPES_FLAT            SHAPES_BAND(1)
#define SHAPES_ABOVE_FLAT      1.2, INFINITY

#define SHAPES_COUNT(rows) (sizeof(rows) / sizeof((rows)[0]))

/* Consecutive rows with increasing x. */
struct shapes_series {
	const struct reproduce_row *rows;
	const struct reproduce_value *values;
	size_t count;
};

/*
 * How much one more of x costs, in units of `unit_ns`: the slope of the line through the rows that
 * were measured, round by round. Of this and the following: the same shape where the whole interval
 * lies between `least` and `most`, another one where all of it lies outside, else it is unknown.
 */
struct reproduce_shape shapes_slope(const struct shapes_series *series, const char *what,
				    const char *published, double unit_ns, double least,
				    double most);

/* The last row against the first. */
struct reproduce_shape shapes_growth(const struct shapes_series *series, const char *what,
				     const char *published, double least, double most);

/* One value against another, round by round. */
struct reproduce_shape shapes_ratio(const struct reproduce_value *over,
				    const struct reproduce_value *under, const char *what,
				    const char *published, double least, double most);

/* The last row that was measured, or -1. */
int shapes_last(const struct shapes_series *series);

#endif
