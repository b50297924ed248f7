/*
 * order: order statistics of a few numbers (launch medians), and CIs of the median.
 */
#ifndef PROCBENCH_STATS_ORDER_H
#define PROCBENCH_STATS_ORDER_H

#include <stddef.h>

struct interval {
	double low;  /* NAN when there are too few values for the confidence asked for */
	double high; /* likewise */
};

/* Sorts `n` doubles in ascending order; none may be NAN. */
void order_sort(double *values, size_t n);

/* Quantile of `n` sorted values, definition 7 of Hyndman and Fan (1996); NAN when n is 0. */
double order_quantile(const double *sorted, size_t n, double q);

/* Minimum number of values for a 95% CI of the median. */
#define ORDER_INTERVAL_LEAST 6

/*
 * Distribution-free interval of the median of `n` sorted values: the pair of order statistics
 * [k, n+1-k] with the largest k that covers the median with at least `confidence` (the sign test
 * inverted: binomial(n, 1/2); Conover, Practical Nonparametric Statistics, 3.2). Needs
 * ORDER_INTERVAL_LEAST values for 0.95.
 */
struct interval order_median_interval(const double *sorted, size_t n, double confidence);

#endif
