/* trend: whether a series of measurements rises or falls over time. */
#include "procbench/stats/trend.h"

#include "procbench/stats/order.h"

#include <math.h>
#include <stdlib.h>

/* Averages of `step` neighbours each; what is left over at the end is dropped. Returns their
 * number. */
static size_t average(const double *values, size_t n, size_t step, double *averages)
{
	for (size_t i = 0; i < n / step; i++) {
		averages[i] = 0;
		for (size_t k = 0; k < step; k++)
			averages[i] += values[i * step + k] / (double)step;
	}
	return n / step;
}

/* Ascending pairs minus descending ones. */
static double score_of(const double *values, size_t n)
{
	double score = 0;

	for (size_t i = 0; i < n; i++)
		for (size_t k = i + 1; k < n; k++)
			score += (values[k] > values[i]) - (values[k] < values[i]);
	return score;
}

/* n (n - 1) (2n + 5), of which the variance is 1/18, less the same of each group of ties. */
static double variance_of(const double *sorted, size_t n)
{
	double size = (double)n, sum = size * (size - 1) * (2 * size + 5);

	for (size_t i = 0, next; i < n; i = next) {
		double ties;

		for (next = i + 1; next < n && sorted[next] == sorted[i];)
			next++;
		ties = (double)(next - i);
		sum -= ties * (ties - 1) * (2 * ties + 5);
	}
	return sum / 18;
}

static double p_of(double score, double variance)
{
	double distance = fabs(score) - 1;

	return variance > 0 && distance > 0 ? erfc(distance / sqrt(2 * variance)) : 1;
}

static double slope_of(const double *values, size_t n)
{
	double *slopes = calloc(n * n / 2 + 1, sizeof(*slopes)), slope;
	size_t count = 0;

	if (!slopes)
		return NAN;
	for (size_t i = 0; i < n; i++)
		for (size_t k = i + 1; k < n; k++)
			slopes[count++] = (values[k] - values[i]) / (double)(k - i);
	order_sort(slopes, count);
	slope = order_quantile(slopes, count, 0.5);
	free(slopes);
	return slope;
}

struct trend trend_find(const double *values, size_t n)
{
	size_t step = (n + TREND_MOST - 1) / TREND_MOST, count;
	double averages[TREND_MOST], sorted[TREND_MOST];
	struct trend trend = {NAN, NAN};

	if (n < TREND_LEAST)
		return trend;
	count = average(values, n, step, averages);
	for (size_t i = 0; i < count; i++)
		sorted[i] = averages[i];
	order_sort(sorted, count);
	trend.p = p_of(score_of(averages, count), variance_of(sorted, count));
	trend.slope = slope_of(averages, count) / (double)step;
	return trend;
}
