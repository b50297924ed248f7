/* student: Student's t distribution. */
#include "procbench/stats/student.h"

#include "beta.h"

#include <math.h>

#define STEPS_MAX 100

/* P(|T| >= t) = I_x(df / 2, 1 / 2) at x = df / (df + t^2). */
static struct beta tail(double t, double df)
{
	double ratio = t / df * t;

	return beta_regularised(1 / (1 + ratio), ratio / (1 + ratio), df / 2, 0.5);
}

double student_p(double t, double df)
{
	double ratio = t / df * t;

	if (isnan(t) || !(df > 0))
		return NAN;
	if (ratio == 0)
		return 1;
	return isinf(ratio) ? 0 : exp(tail(t, df).log);
}

/* Never far below the quantile: Cauchy's, or an upper bound from the tail's power of t. */
static double first_guess(double p, double df)
{
	double cauchy = 1 / tan(M_PI_2 * p);

	return df > 1 ? fmin(cauchy, sqrt(df * expm1(-2 * log(p) / (df - 1)))) : cauchy;
}

/*
 * Newton's method for log p against log t. That curve is concave, so that the steps come from above
 * and do not overshoot; log(x / y) is log df - 2 log t, hence the factor of the slope.
 */
double student_quantile(double p, double df)
{
	double t, step = INFINITY;

	if (!(p >= 0 && p <= 1 && df > 0))
		return NAN;
	if (p == 0 || p == 1)
		return p == 0 ? INFINITY : 0;
	t = first_guess(p, df);
	for (int i = 0; i < STEPS_MAX && fabs(step) > 1e-14; i++) {
		struct beta at = tail(t, df);

		step = (at.log - log(p)) / (2 * at.slope);
		t *= exp(step);
	}
	return t;
}

/* erfc, bisected. */
double normal_quantile(double p)
{
	double low = -40, high = 40;

	for (int i = 0; i < 64; i++) {
		double z = (low + high) / 2;

		if (erfc(-z * M_SQRT1_2) / 2 < p)
			low = z;
		else
			high = z;
	}
	return (low + high) / 2;
}
