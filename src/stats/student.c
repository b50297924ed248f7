/* student: Student's t distribution. */
#include "procbench/stats/student.h"

#include <math.h>

#define STEPS_MAX 500
#define TINY      1e-300

static double not_zero(double value)
{
	return fabs(value) < TINY ? TINY : value;
}

/* The continued fraction of DLMF 8.17.22, from its front (Lentz's method, as modified by Thompson
 * and Barnett). It converges fast for x < (a + 1) / (a + b + 2). */
static double beta_fraction(double x, double a, double b)
{
	double c = 1, d = 1 / not_zero(1 - (a + b) * x / (a + 1)), fraction = d;

	for (int m = 1; m <= STEPS_MAX; m++) {
		double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
		double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
		double before = fraction;

		d = 1 / not_zero(1 + even * d);
		c = not_zero(1 + even / c);
		fraction *= c * d;
		d = 1 / not_zero(1 + odd * d);
		c = not_zero(1 + odd / c);
		fraction *= c * d;
		if (fabs(fraction - before) <= 1e-15 * fabs(fraction))
			break;
	}
	return fraction;
}

/* I_x(a, b), where y is 1 - x, given so that it need not be formed. */
static double beta_regularised(double x, double y, double a, double b)
{
	double front = exp(a * log(x) + b * log(y) + lgamma(a + b) - lgamma(a) - lgamma(b));

	if (x <= 0)
		return 0;
	if (y <= 0)
		return 1;
	if (x < (a + 1) / (a + b + 2))
		return front * beta_fraction(x, a, b) / a;
	return 1 - front * beta_fraction(y, b, a) / b;
}

double student_p(double t, double df)
{
	double square = t * t;

	if (isnan(t) || isnan(df))
		return NAN;
	if (isinf(square))
		return 0;
	return beta_regularised(df / (df + square), square / (df + square), df / 2, 0.5);
}

double student_quantile(double confidence, double df)
{
	double low = 0, high = 1;

	while (student_p(high, df) > 1 - confidence && high < 1e150)
		high *= 2;
	for (int i = 0; i < 80; i++) {
		double middle = (low + high) / 2;

		if (student_p(middle, df) > 1 - confidence)
			low = middle;
		else
			high = middle;
	}
	return (low + high) / 2;
}
