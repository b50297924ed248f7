/* near: doubles compared with a tolerance; cmocka 1.1.5 compares floats only. */
#ifndef PROCBENCH_TESTS_UNIT_NEAR_H
#define PROCBENCH_TESTS_UNIT_NEAR_H

#include <math.h>
#include <stdbool.h>

/* NAN is near NAN, an infinity near itself; else at most `tolerance` apart. */
static inline bool is_near(double a, double b, double tolerance)
{
	if (isnan(a) || isnan(b))
		return isnan(a) && isnan(b);
	return a == b || fabs(a - b) <= tolerance;
}

#define assert_near(actual, expected, tolerance)                                          \
	do {                                                                              \
		double near_a = (actual), near_e = (expected);                            \
		if (!is_near(near_a, near_e, (tolerance)))                                \
			fail_msg("%s is %.17g, expected %.17g", #actual, near_a, near_e); \
	} while (0)

/* The same to the last bit. */
#define assert_same(actual, expected) assert_near(actual, expected, 0)

#endif
