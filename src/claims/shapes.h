/* shapes: slopes, growth and ratios of measured series, for the judges of reproductions. Pure. */
#ifndef PROCBENCH_SRC_CLAIMS_SHAPES_H
#define PROCBENCH_SRC_CLAIMS_SHAPES_H

#include "procbench/claims/reproduce.h"

#define SHAPES_MIB ((uint64_t)1 << 20)

/* Memory for a parent of that size, with its page tables, subject and controller. */
#define SHAPES_NEEDS(mib) ((mib)*SHAPES_MIB * 5 / 4 + 64 * SHAPES_MIB)

/* The band around a published value in which the shape is the same: +-20 %. */
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
 * The slope of the line through the measured rows, in units of `unit_ns` per x, fitted round by
 * round. For this and the following: the same shape if the whole interval lies between `least` and
 * `most`, a different one if all of it lies outside, else unknown.
 */
struct reproduce_shape shapes_slope(const struct shapes_series *series, const char *what,
				    const char *published, double unit_ns, double least,
				    double most);

/* The last row divided by the first. */
struct reproduce_shape shapes_growth(const struct shapes_series *series, const char *what,
				     const char *published, double least, double most);

/* One value divided by another, round by round. */
struct reproduce_shape shapes_ratio(const struct reproduce_value *over,
				    const struct reproduce_value *under, const char *what,
				    const char *published, double least, double most);

/* The last row that was measured, or -1. */
int shapes_last(const struct shapes_series *series);

#endif
