/* crossover: the point at which the order of two sweeps of one key changes. */
#include "crossover.h"

#include "pairing.h"

#include "procbench/stats/order.h"
#include "procbench/stats/paired.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define CONFIDENCE 0.95

/* The difference of two sweeps at one value, paired by round. */
struct difference {
	double value; /* of the key, in units */
	double ns;
	struct interval interval;
};

static struct difference difference_at(const struct result *result,
				       const struct result_fit_point *a,
				       const struct result_fit_point *b, double *values)
{
	struct result_fit_point pair[2] = {*a, *b};
	struct pairing_sweep rounds = {.result = result, .points = pair, .count = 2};
	struct difference difference = {.value = a->value};
	double ns[2];
	size_t n = 0;

	while (pairing_next_sweep(&rounds, ns))
		values[n++] = ns[0] - ns[1];
	difference.interval = paired_interval(values, n, CONFIDENCE);
	difference.ns = paired_estimate(values, n);
	return difference;
}

/* The differences at the values that both sweeps have, ascending; returns their number. */
static size_t gather(const struct result *result, const struct result_fit *a,
		     const struct result_fit *b, struct difference *differences, double *values)
{
	size_t n = 0;

	for (size_t i = 0, k = 0; i < a->count && k < b->count;) {
		if (a->points[i].value < b->points[k].value)
			i++;
		else if (a->points[i].value > b->points[k].value)
			k++;
		else
			differences[n++] =
				difference_at(result, &a->points[i++], &b->points[k++], values);
	}
	return n;
}

/* 1: the first is significantly slower, -1: significantly faster, 0: neither. */
static int sign_of(const struct difference *difference)
{
	if (difference->interval.low > 0)
		return 1;
	return difference->interval.high < 0 ? -1 : 0;
}

static double estimate_of(const struct difference *difference)
{
	return difference->ns;
}

static double low_of(const struct difference *difference)
{
	return difference->interval.low;
}

static double high_of(const struct difference *difference)
{
	return difference->interval.high;
}

/*
 * The first zero of `bound` of the differences, interpolated linearly between two values.
 */
static double first_zero(const struct difference *from, const struct difference *to,
			 double (*bound)(const struct difference *))
{
	for (; from < to; from++) {
		double here = bound(from), next = bound(from + 1);

		if (here == 0 || (here < 0) != (next < 0))
			return from->value + here / (here - next) * (from[1].value - from->value);
	}
	return to->value;
}

static int add_crossover(struct result *result, size_t a, size_t b, const struct difference *from,
			 const struct difference *to)
{
	struct result_crossover *all =
		realloc(result->crossovers, (result->crossover_count + 1) * sizeof(*all));
	bool slower_first = sign_of(from) > 0;

	if (!all)
		return -ENOMEM;
	result->crossovers = all;
	all[result->crossover_count++] = (struct result_crossover){
		.faster = slower_first ? a : b,
		.slower = slower_first ? b : a,
		.value = first_zero(from, to, estimate_of),
		/* the bound that is nearer to 0 at first reaches it first */
		.low = first_zero(from, to, slower_first ? low_of : high_of),
		.high = first_zero(from, to, slower_first ? high_of : low_of),
	};
	return 0;
}

/* Adds each change of order between two significant differences. */
static int find_changes(struct result *result, size_t a, size_t b,
			const struct difference *differences, size_t n)
{
	const struct difference *last = NULL;
	int status = 0;

	for (size_t i = 0; i < n && status == 0; i++) {
		int sign = sign_of(&differences[i]);

		if (sign == 0)
			continue;
		if (last && sign != sign_of(last))
			status = add_crossover(result, a, b, last, &differences[i]);
		last = &differences[i];
	}
	return status;
}

static int compare_pair(struct result *result, size_t a, size_t b)
{
	const struct result_fit *first = &result->fits[a], *second = &result->fits[b];
	size_t launches = result->cases[first->points[0].item].launch_count, n;
	struct difference *differences;
	double *values;
	int status = -ENOMEM;

	for (size_t i = 0; i < first->count; i++)
		if (result->cases[first->points[i].item].launch_count > launches)
			launches = result->cases[first->points[i].item].launch_count;
	differences = calloc(first->count, sizeof(*differences));
	values = calloc(launches + 1, sizeof(*values));
	if (differences && values) {
		n = gather(result, first, second, differences, values);
		status = find_changes(result, a, b, differences, n);
	}
	free(differences);
	free(values);
	return status;
}

int crossover_derive(struct result *result)
{
	int status = 0;

	for (size_t a = 0; a < result->fit_count; a++)
		for (size_t b = a + 1; b < result->fit_count && status == 0; b++)
			if (strcmp(result->fits[a].key, result->fits[b].key) == 0 &&
			    result->fits[a].unit_size == result->fits[b].unit_size)
				status = compare_pair(result, a, b);
	return status;
}
