/* line: a straight line through a few points, and whether it fits. */
#include "procbench/stats/line.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_fit.h>
#include <math.h>

static double rest_of(const double *x, const double *y, const double *weights, size_t n,
		      struct line *line)
{
	double c00, c01, c11, rest;

	gsl_fit_wlinear(x, 1, weights, 1, y, 1, n, &line->intercept, &line->slope, &c00, &c01, &c11,
			&rest);
	return rest;
}

struct line line_fit(const double *x, const double *y, const double *weights, size_t n)
{
	struct line line = {NAN, NAN};

	if (n >= 2)
		rest_of(x, y, weights, n, &line);
	if (!isfinite(line.slope) || !isfinite(line.intercept))
		return (struct line){NAN, NAN};
	return line;
}

double line_misfit_p(const double *x, const double *y, const double *weights, size_t n,
		     double variance_df)
{
	struct line line;
	double rest;

	if (n < 3 || !(variance_df >= 1))
		return NAN;
	rest = rest_of(x, y, weights, n, &line);
	if (!isfinite(rest))
		return NAN;
	return gsl_cdf_fdist_Q(rest / (double)(n - 2), (double)(n - 2), variance_df);
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
