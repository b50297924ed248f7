/* line: weighted linear regression, lack-of-fit test and breakpoint. */
#include "procbench/stats/line.h"

#include "beta.h"

#include <math.h>
#include <stdbool.h>

static bool is_one_place(const double *x, size_t n)
{
	for (size_t i = 1; i < n; i++)
		if (x[i] != x[0])
			return false;
	return true;
}

/* Around the weighted means, where the sums of the normal equations do not cancel. */
struct line line_fit(const double *x, const double *y, const double *weights, size_t n)
{
	double w = 0, mean_x = 0, mean_y = 0, xx = 0, xy = 0, slope;

	if (is_one_place(x, n))
		return (struct line){NAN, NAN};
	for (size_t i = 0; i < n; i++) {
		w += weights[i];
		mean_x += (x[i] - mean_x) * (weights[i] / w);
		mean_y += (y[i] - mean_y) * (weights[i] / w);
	}
	for (size_t i = 0; i < n; i++) {
		xx += weights[i] * (x[i] - mean_x) * (x[i] - mean_x);
		xy += weights[i] * (x[i] - mean_x) * (y[i] - mean_y);
	}
	slope = xy / xx;
	if (!isfinite(slope) || !isfinite(mean_y - slope * mean_x))
		return (struct line){NAN, NAN};
	return (struct line){mean_y - slope * mean_x, slope};
}

/* P(F >= f) with d1 and d2 degrees of freedom: I_x(d2 / 2, d1 / 2) at x = d2 / (d2 + d1 f). */
static double f_p(double f, double d1, double d2)
{
	double ratio = f * d1 / d2;

	if (ratio == 0)
		return 1;
	return isinf(ratio)
		       ? 0
		       : exp(beta_regularised(1 / (1 + ratio), ratio / (1 + ratio), d2 / 2, d1 / 2)
				     .log);
}

double line_lack_of_fit_p(const double *x, const double *y, const double *weights, size_t n,
			  double variance_df)
{
	struct line line = line_fit(x, y, weights, n);
	double squares = 0;

	if (n < 3 || !(variance_df >= 1))
		return NAN;
	for (size_t i = 0; i < n; i++) {
		double off = y[i] - line.intercept - line.slope * x[i];

		squares += weights[i] * off * off;
	}
	if (!isfinite(squares))
		return NAN;
	return f_p(squares / (double)(n - 2), (double)(n - 2), variance_df);
}

/*
 * Least squares of y = a + below * min(x - knot, 0) + above * max(x - knot, 0). One of the two is 0
 * at every point, so the normal equations are solved by putting both slopes into that of a.
 */
static double fit_bend(const double *x, const double *y, const double *weights, size_t n,
		       struct line_breakpoint *breakpoint)
{
	double w = 0, wy = 0, rest = 0, a;
	double s[2] = {0}, ss[2] = {0}, sy[2] = {0}, slope[2];

	for (size_t i = 0; i < n; i++) {
		double from_knot = x[i] - x[breakpoint->at];
		int side = i > breakpoint->at;

		w += weights[i];
		wy += weights[i] * y[i];
		s[side] += weights[i] * from_knot;
		ss[side] += weights[i] * from_knot * from_knot;
		sy[side] += weights[i] * from_knot * y[i];
	}
	a = (wy - s[0] * sy[0] / ss[0] - s[1] * sy[1] / ss[1]) /
	    (w - s[0] * s[0] / ss[0] - s[1] * s[1] / ss[1]);
	for (int side = 0; side < 2; side++)
		slope[side] = (sy[side] - a * s[side]) / ss[side];
	for (size_t i = 0; i < n; i++) {
		double off = y[i] - a - slope[i > breakpoint->at] * (x[i] - x[breakpoint->at]);

		rest += weights[i] * off * off;
	}
	breakpoint->slope_below = slope[0];
	breakpoint->slope_above = slope[1];
	return rest;
}

struct line_breakpoint line_breakpoint(const double *x, const double *y, const double *weights,
				       size_t n)
{
	struct line_breakpoint best = {.at = 1, .slope_below = NAN, .slope_above = NAN};
	double least = INFINITY;

	for (size_t at = 1; at + 1 < n; at++) {
		struct line_breakpoint breakpoint = {.at = at};
		double rest = fit_bend(x, y, weights, n, &breakpoint);

		if (rest < least) {
			least = rest;
			best = breakpoint;
		}
	}
	return best;
}
