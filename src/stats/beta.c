/* beta: the regularised incomplete beta function, from which the tails of t and F follow. */
#include "beta.h"

#include <math.h>

#define STEPS_MAX 10000
#define TINY      1e-300

/*
 * What Stirling's formula leaves of log gamma(x) (DLMF 5.11.1). Differences of lgamma itself would
 * lose six digits at half a million degrees of freedom.
 */
static double stirling_rest(double x)
{
	double square = 1 / (x * x);

	if (x < 15)
		return lgamma(x) - ((x - 0.5) * log(x) - x + 0.5 * log(2 * M_PI));
	return (1.0 / 12 -
		square * (1.0 / 360 -
			  square * (1.0 / 1260 - square * (1.0 / 1680 - square / 1188)))) /
	       x;
}

/* log of 1 + change, where `direct` is that sum formed without cancellation. */
static double log_near_one(double change, double direct)
{
	return fabs(change) < 0.5 ? log1p(change) : log(direct);
}

/* log of x^a y^b / B(a, b), arranged so that large a and b cancel before the logarithms. */
static double log_front(double x, double y, double a, double b)
{
	double off = b * x - a * y, sum = a + b;

	return a * log_near_one(off / a, x * (sum / a)) +
	       b * log_near_one(-off / b, y * (sum / b)) + 0.5 * log(a / sum * b / (2 * M_PI)) +
	       stirling_rest(sum) - stirling_rest(a) - stirling_rest(b);
}

static double not_zero(double value)
{
	return fabs(value) < TINY ? TINY : value;
}

/*
 * I_x(a, b) over its front factor, for x up to its mean a / (a + b): the continued fraction of
 * Didonato and Morris (ACM TOMS 18, 1992), evaluated by the modified Lentz method. Unlike the
 * classic one (DLMF 8.17.22) it has no cancellation where a is large and x close to 1.
 */
static double beta_fraction(double x, double y, double a, double b)
{
	double above_mean = a * y - b * x + 1;
	double fraction = a / (a + 1) * above_mean, c = fraction, d = 0;

	for (int n = 1; n < STEPS_MAX; n++) {
		double before = a + 2 * n - 1, part = n * (b - n) / before * x, change;
		double numerator = (a + n - 1) * (a + b + n - 1) / before * x * part;
		double denominator = n + part + (a + n) / (before + 2) * (above_mean + n * (1 + y));

		d = 1 / not_zero(denominator + numerator * d);
		c = not_zero(denominator + numerator / c);
		change = c * d;
		fraction *= change;
		if (fabs(change - 1) < 1e-15)
			break;
	}
	return 1 / fraction;
}

struct beta beta_regularised(double x, double y, double a, double b)
{
	double front = log_front(x, y, a, b), fraction, rest;

	if (a * y >= b * x) {
		fraction = beta_fraction(x, y, a, b);
		return (struct beta){front + log(fraction), 1 / fraction};
	}
	rest = exp(front) * beta_fraction(y, x, b, a);
	return (struct beta){log1p(-rest), exp(front) / (1 - rest)};
}
