/*
 * line: weighted linear regression, lack-of-fit test and breakpoint.
 *
 * All functions are pure. Weights are those of least squares, 1 / variance of a point; positive.
 */
#ifndef PROCBENCH_STATS_LINE_H
#define PROCBENCH_STATS_LINE_H

#include <stddef.h>

struct line {
	double intercept;
	double slope;
};

/* A fit with two slopes and a breakpoint at one of the points. */
struct line_breakpoint {
	size_t at; /* index of the breakpoint */
	double slope_below;
	double slope_above;
};

/*
 * Weighted least squares. {NAN, NAN} below two points or where all `x` are the same.
 */
struct line line_fit(const double *x, const double *y, const double *weights, size_t n);

/*
 * The p of the hypothesis that the points lie on one line: the weighted sum of squared residuals
 * per degree of freedom (n - 2) against F(n - 2, variance_df), where the weights are estimated from
 * variance_df + 1 measurements per point (chi squared when these are many). NAN below three points.
 */
double line_lack_of_fit_p(const double *x, const double *y, const double *weights, size_t n,
			  double variance_df);

/*
 * The breakpoint, an inner point, that minimizes the weighted sum of squared residuals of two lines
 * that meet there. `x` ascends; n is at least 3.
 */
struct line_breakpoint line_breakpoint(const double *x, const double *y, const double *weights,
				       size_t n);

#endif
