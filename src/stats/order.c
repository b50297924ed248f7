/* order: order statistics of a few numbers (launch medians), and CIs of the median. */
#include "procbench/stats/order.h"

#include <math.h>
#include <stdlib.h>

/* Tolerance, so that rounding does not reject a tail exactly at the limit. */
#define ROUNDING 1e-12

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

void order_sort(double *values, size_t n)
{
	if (n > 1)
		qsort(values, n, sizeof(*values), compare);
}

double order_quantile(const double *sorted, size_t n, double q)
{
	double place, fraction;
	size_t i;

	if (n == 0)
		return NAN;
	place = q * (double)(n - 1);
	i = (size_t)place;
	fraction = place - (double)i;
	if (fraction == 0 || sorted[i] == sorted[i + 1]) /* and no infinity minus infinity */
		return sorted[i];
	return sorted[i] + fraction * (sorted[i + 1] - sorted[i]);
}

/*
 * The largest k with P(B <= k - 1) <= tail, for B binomial(n, 1/2). P(B = 0) = 2^-n underflows
 * from n = 1075 on, so the sum is kept as sum * 2^exponent.
 */
static size_t largest_k(size_t n, double tail)
{
	double term = 1, sum = 1;
	int exponent = -(int)n;
	size_t k = 0;

	while (k < (n + 1) / 2 && ldexp(sum, exponent) < tail * (1 + ROUNDING)) {
		k++;
		term *= (double)(n - k + 1) / (double)k;
		sum += term;
		if (sum > 0x1p500) {
			term *= 0x1p-500;
			sum *= 0x1p-500;
			exponent += 500;
		}
	}
	return k;
}

struct interval order_median_interval(const double *sorted, size_t n, double confidence)
{
	size_t k = largest_k(n, (1 - confidence) / 2);

	if (k == 0)
		return (struct interval){NAN, NAN};
	return (struct interval){sorted[k - 1], sorted[n - k]};
}
