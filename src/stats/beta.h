/* beta: the regularised incomplete beta function, from which the tails of t and F follow. */
#ifndef PROCBENCH_STATS_BETA_H
#define PROCBENCH_STATS_BETA_H

struct beta {
	double log;   /* of I_x(a, b) */
	double slope; /* of that logarithm against log(x / y) */
};

/*
 * I_x(a, b) for x in (0, 1) and a, b > 0, as a logarithm, so that the far tail does not underflow.
 * `y` is 1 - x: the caller can form the smaller of the two without cancellation.
 */
struct beta beta_regularised(double x, double y, double a, double b);

#endif
