/* tally: the distribution of a stream of times, in bounded memory. */
#include "procbench/stats/tally.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/*
 * The histogram is log-linear (as in HdrHistogram): SUB_BUCKETS of equal width for every power of
 * two, after as many of width 1 for the values below SUB_BUCKETS.
 */
#define SUB_BITS     8
#define SUB_BUCKETS  ((size_t)1 << SUB_BITS)
#define OCTAVES      (64 - SUB_BITS)
#define BUCKET_COUNT ((OCTAVES + 1) * SUB_BUCKETS)

#define FIRST_CAPACITY 64

_Static_assert(BUCKET_COUNT <= TALLY_EXACT_MAX, "the histogram takes the place of the values");

struct bucket {
	uint64_t low;   /* its smallest value */
	uint64_t width; /* number of distinct values in it */
};

/* How far the values of a bucket's octave are shifted to leave SUB_BITS and the leading one. */
static unsigned int shift_of(uint64_t value)
{
	return value < SUB_BUCKETS ? 0 : 63 - SUB_BITS - (unsigned int)__builtin_clzll(value);
}

static size_t bucket_of(uint64_t value)
{
	unsigned int shift = shift_of(value);

	return shift * SUB_BUCKETS + (size_t)(value >> shift);
}

static struct bucket bucket_at(size_t index)
{
	size_t shift = index < 2 * SUB_BUCKETS ? 0 : index / SUB_BUCKETS - 1;

	return (struct bucket){(uint64_t)(index - shift * SUB_BUCKETS) << shift,
			       (uint64_t)1 << shift};
}

static int compare(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

static void sort_values(struct tally *tally)
{
	if (!tally->sorted)
		qsort(tally->values, tally->count, sizeof(*tally->values), compare);
	tally->sorted = true;
}

static int reserve_value(struct tally *tally)
{
	size_t capacity = tally->capacity ? 2 * tally->capacity : FIRST_CAPACITY;
	uint64_t *values;

	if (tally->count < tally->capacity)
		return 0;
	values = realloc(tally->values, capacity * sizeof(*values));
	if (!values)
		return -ENOMEM;
	tally->values = values;
	tally->capacity = capacity;
	return 0;
}

/* Replaces sorted values by (bucket, count) pairs at the front; returns the number of pairs. */
static size_t pack_runs(uint64_t *values, size_t count)
{
	size_t runs = 0;

	for (size_t i = 0, next; i < count; i = next) {
		size_t bucket = bucket_of(values[i]);

		for (next = i + 1; next < count && bucket_of(values[next]) == bucket;)
			next++;
		values[runs++] = (uint64_t)bucket << 32 | (next - i);
	}
	return runs;
}

/*
 * Turns the values into the histogram, in their own memory: a second block would double the peak,
 * and could fail. The runs unfold from the last: the bucket of run i is never below i, so no run
 * is overwritten before it was read.
 */
static void start_histogram(struct tally *tally)
{
	uint64_t *memory = tally->values;
	size_t end = BUCKET_COUNT;

	sort_values(tally);
	for (size_t i = pack_runs(memory, tally->count); i-- > 0;) {
		uint64_t run = memory[i];
		size_t bucket = (size_t)(run >> 32);

		memset(memory + bucket, 0, (end - bucket) * sizeof(*memory));
		memory[bucket] = run & UINT32_MAX;
		end = bucket;
	}
	memset(memory, 0, end * sizeof(*memory));
	tally->buckets = memory;
	tally->values = NULL;
}

/* Welford's update: no cancellation between large sums. */
static void update_moments(struct tally *tally, uint64_t value)
{
	double delta = (double)value - tally->mean;

	if (tally->count == 0 || value < tally->min)
		tally->min = value;
	if (tally->count == 0 || value > tally->max)
		tally->max = value;
	tally->count++;
	tally->mean += delta / (double)tally->count;
	tally->m2 += delta * ((double)value - tally->mean);
}

int tally_add(struct tally *tally, uint64_t value)
{
	if (!tally->buckets && tally->count == TALLY_EXACT_MAX)
		start_histogram(tally);
	if (tally->buckets) {
		tally->buckets[bucket_of(value)]++;
	} else {
		if (reserve_value(tally) < 0)
			return -ENOMEM;
		tally->values[tally->count] = value;
		tally->sorted = false;
	}
	update_moments(tally, value);
	return 0;
}

void tally_clear(struct tally *tally)
{
	*tally = (struct tally){
		.values = tally->buckets ? tally->buckets : tally->values,
		.capacity = tally->capacity,
	};
}

void tally_free(struct tally *tally)
{
	free(tally->values);
	free(tally->buckets);
	*tally = (struct tally){0};
}

/* Values are assumed to be spread evenly over the integers of their bucket. */
static double histogram_at(const struct tally *tally, uint64_t rank)
{
	uint64_t before = 0;
	size_t index = 0;
	struct bucket bucket;
	double share;

	while (before + tally->buckets[index] <= rank)
		before += tally->buckets[index++];
	bucket = bucket_at(index);
	share = ((double)(rank - before) + 0.5) / (double)tally->buckets[index];
	return (double)bucket.low + share * (double)(bucket.width - 1);
}

/* The order statistic of that rank, counted from 0. */
static double value_at(const struct tally *tally, uint64_t rank)
{
	if (rank == 0)
		return (double)tally->min;
	if (rank == tally->count - 1)
		return (double)tally->max;
	if (tally->values)
		return (double)tally->values[rank];
	return fmin(fmax(histogram_at(tally, rank), (double)tally->min), (double)tally->max);
}

double tally_quantile(struct tally *tally, double q)
{
	double place, low;
	uint64_t rank;

	if (tally->count == 0)
		return NAN;
	if (tally->values)
		sort_values(tally);
	place = q * (double)(tally->count - 1);
	rank = (uint64_t)place;
	low = value_at(tally, rank);
	if (rank == tally->count - 1)
		return low;
	return low + (place - (double)rank) * (value_at(tally, rank + 1) - low);
}

static bool is_outside(double value, double low, double high)
{
	return value < low || value > high;
}

uint64_t tally_count_outside(const struct tally *tally, double low, double high)
{
	uint64_t count = 0;

	for (size_t i = 0; tally->values && i < tally->count; i++)
		count += is_outside((double)tally->values[i], low, high);
	for (size_t i = 0; tally->buckets && i < BUCKET_COUNT; i++) {
		struct bucket bucket = bucket_at(i);
		double middle = (double)bucket.low + (double)(bucket.width - 1) / 2;

		count += is_outside(middle, low, high) ? tally->buckets[i] : 0;
	}
	return count;
}

/* ---- bins: four buckets each ---- */

#define BIN_BUCKETS 4

_Static_assert(BUCKET_COUNT / BIN_BUCKETS == TALLY_BINS_MAX, "the header says how many there are");

static void count_in(uint64_t *counts, size_t bucket, uint64_t count)
{
	counts[bucket / BIN_BUCKETS] += count;
}

size_t tally_bins(const struct tally *tally, struct tally_bin *bins)
{
	uint64_t counts[TALLY_BINS_MAX] = {0};
	size_t n = 0;

	for (size_t i = 0; tally->values && i < tally->count; i++)
		count_in(counts, bucket_of(tally->values[i]), 1);
	for (size_t i = 0; tally->buckets && i < BUCKET_COUNT; i++)
		count_in(counts, i, tally->buckets[i]);
	for (size_t i = 0; i < TALLY_BINS_MAX; i++) {
		struct bucket first = bucket_at(i * BIN_BUCKETS);

		if (counts[i] > 0)
			bins[n++] = (struct tally_bin){
				first.low, first.low + BIN_BUCKETS * first.width, counts[i]};
	}
	return n;
}

double tally_stddev(const struct tally *tally)
{
	return tally->count < 2 ? NAN : sqrt(tally->m2 / (double)(tally->count - 1));
}
