/*
 * tally: the distribution of a stream of times, in bounded memory.
 *
 * Up to TALLY_EXACT_MAX values are stored, so order statistics are exact. Beyond that they are
 * converted to a histogram whose buckets are at most 1/256 of their value wide (so quantiles are
 * within 0.4%); count, min, max, mean and standard deviation stay exact. The histogram reuses the
 * memory of the values: a tally never needs more than 128 KiB.
 */
#ifndef PROCBENCH_STATS_TALLY_H
#define PROCBENCH_STATS_TALLY_H

#include "procbench/base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define TALLY_EXACT_MAX 16384

struct tally {
	uint64_t count;
	uint64_t min;
	uint64_t max;
	double mean;
	double m2;         /* sum of squared differences from the mean (Welford, 1962) */
	uint64_t *values;  /* the first values while count <= TALLY_EXACT_MAX, else NULL */
	size_t capacity;   /* of values, and later of the same memory as buckets */
	bool sorted;       /* values are in ascending order */
	uint64_t *buckets; /* the histogram, once there is one */
};

/* Start from `struct tally tally = {0};`. */
int tally_add(struct tally *tally, uint64_t value); /* 0 or -ENOMEM */
/* Removes all values but keeps the memory for the next launch. */
void tally_clear(struct tally *tally);
void tally_free(struct tally *tally);

/*
 * The quantile at `q` in [0, 1]: exact values are interpolated linearly between order statistics
 * (Hyndman and Fan's definition 7, the default of R and NumPy), the histogram's within their bucket
 * too; 0 and 1 give min and max. NAN when the tally is empty. Sorts the values.
 */
double tally_quantile(struct tally *tally, double q);

/* Number of values outside [low, high]; a bucket counts by its middle. */
uint64_t tally_count_outside(const struct tally *tally, double low, double high);

/* Number of values in [low, high). */
struct tally_bin {
	uint64_t low;
	uint64_t high;
	uint64_t count;
};

/* The most bins that a tally has; at most 1/64 of their values wide, or 4 for the smallest. */
#define TALLY_BINS_MAX 3648

/* Stores the non-empty bins, ascending, in bins[TALLY_BINS_MAX]; returns their number. */
size_t tally_bins(const struct tally *tally, struct tally_bin *bins);

/* Sample standard deviation (n - 1); NAN below two values. */
double tally_stddev(const struct tally *tally);

#endif
