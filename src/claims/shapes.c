/* shapes: slopes, growth and ratios of measured series, for the judges of reproductions. */
#include "shapes.h"

#include "procbench/stats/line.h"
#include "procbench/stats/paired.h"

#include <math.h>

static int find_first(const struct shapes_series *series)
{
	for (size_t i = 0; i < series->count; i++)
		if (!isnan(series->values[i].ns))
			return (int)i;
	return -1;
}

int shapes_last(const struct shapes_series *series)
{
	for (size_t i = series->count; i > 0; i--)
		if (!isnan(series->values[i - 1].ns))
			return (int)i - 1;
	return -1;
}

static struct reproduce_shape unknown(const char *what, const char *published)
{
	return (struct reproduce_shape){what, published, NAN, NAN, NAN, REPRODUCE_UNKNOWN};
}

/* The interval decides; one that contains an end of the band cannot tell. */
static enum reproduce_verdict judge(const struct reproduce_shape *shape, double least, double most)
{
	if (isnan(shape->low) || isnan(shape->high))
		return REPRODUCE_UNKNOWN;
	if (shape->low > least && shape->high < most)
		return REPRODUCE_SAME;
	return shape->high <= least || shape->low >= most ? REPRODUCE_OTHER : REPRODUCE_UNKNOWN;
}

/*
 * Drift from round to round affects both values of a round alike, so they are compared within
 * rounds; the rounds give the value and its interval (as in stats/paired).
 */
static void take_rounds(struct reproduce_shape *shape, double *values, size_t count)
{
	struct interval interval = paired_interval(values, count, 0.95);

	shape->value = paired_estimate(values, count);
	shape->low = interval.low;
	shape->high = interval.high;
}

static bool both_known(double a, double b)
{
	return !isnan(a) && !isnan(b);
}

/*
 * The slope in one round of the rows that were measured. Errors are in proportion to the times,
 * hence the weights. NAN if one of the rows is missing in that round.
 */
static double slope_in_round(const struct shapes_series *series, size_t round)
{
	double x[REPRODUCE_ROWS_MAX], ns[REPRODUCE_ROWS_MAX], weights[REPRODUCE_ROWS_MAX];
	size_t count = 0;

	for (size_t i = 0; i < series->count; i++) {
		double median_ns = series->values[i].ns;

		if (isnan(median_ns))
			continue;
		x[count] = series->rows[i].x;
		ns[count] = series->values[i].rounds_ns[round];
		weights[count++] = 1 / (median_ns * median_ns);
	}
	return line_fit(x, ns, weights, count).slope;
}

struct reproduce_shape shapes_slope(const struct shapes_series *series, const char *what,
				    const char *published, double unit_ns, double least,
				    double most)
{
	struct reproduce_shape shape = unknown(what, published);
	int first = find_first(series), last = shapes_last(series);
	double values[REPRODUCE_ROUNDS_MAX];
	size_t count = 0;

	if (first < 0 || first == last)
		return shape;
	for (size_t i = 0; i < REPRODUCE_ROUNDS_MAX; i++) {
		double slope = slope_in_round(series, i);

		if (!isnan(slope))
			values[count++] = slope / unit_ns;
	}
	if (count == 0)
		return shape;
	take_rounds(&shape, values, count);
	shape.verdict = judge(&shape, least, most);
	return shape;
}

struct reproduce_shape shapes_ratio(const struct reproduce_value *over,
				    const struct reproduce_value *under, const char *what,
				    const char *published, double least, double most)
{
	struct reproduce_shape shape = unknown(what, published);
	double values[REPRODUCE_ROUNDS_MAX];
	size_t count = 0;

	for (size_t i = 0; i < REPRODUCE_ROUNDS_MAX; i++)
		if (both_known(over->rounds_ns[i], under->rounds_ns[i]))
			values[count++] = log(over->rounds_ns[i] / under->rounds_ns[i]);
	if (count == 0)
		return shape;
	take_rounds(&shape, values, count);
	shape.value = exp(shape.value);
	shape.low = exp(shape.low);
	shape.high = exp(shape.high);
	shape.verdict = judge(&shape, least, most);
	return shape;
}

struct reproduce_shape shapes_growth(const struct shapes_series *series, const char *what,
				     const char *published, double least, double most)
{
	int first = find_first(series), last = shapes_last(series);

	if (first < 0 || first == last)
		return unknown(what, published);
	return shapes_ratio(&series->values[last], &series->values[first], what, published, least,
			    most);
}
