/* level: whether a series of measurements changes its level at some point. */
#include "procbench/stats/level.h"

#include <math.h>

/* Found by simulation of 10 to 200 normal values. */
#define BOUND 7.5

struct moments {
	double mean;
	double error2; /* squared standard error of the mean */
};

static struct moments moments_of(const double *values, size_t n)
{
	struct moments moments = {0, 0};

	for (size_t i = 0; i < n; i++)
		moments.mean += values[i] / (double)n;
	for (size_t i = 0; i < n; i++)
		moments.error2 += (values[i] - moments.mean) * (values[i] - moments.mean);
	moments.error2 /= (double)n * (double)(n - 1);
	return moments;
}

struct level_change level_find(const double *values, size_t n)
{
	struct level_change best = {0, 0};
	double largest = BOUND;

	for (size_t at = LEVEL_LEAST; at + LEVEL_LEAST <= n; at++) {
		struct moments old = moments_of(values, at);
		struct moments new = moments_of(values + at, n - at);
		double change = new.mean - old.mean;
		double t = fabs(change) / sqrt(old.error2 + new.error2);

		if (!(t > largest) || isinf(t))
			continue;
		largest = t;
		best = (struct level_change){at, change};
	}
	return best;
}
