/* test_line: a straight line through a few points, and whether it fits. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "procbench/stats/line.h"

#include "unit/near.h"

#include <math.h>

static const double ones[] = {1, 1, 1, 1, 1, 1};

static void a_line_is_found_exactly(void **state)
{
	static const double x[] = {0, 1, 4, 16}, y[] = {3, 5, 11, 35}, w[] = {1, 9, 2, 0.5};
	struct line line = line_fit(x, y, w, 4);

	(void)state;
	assert_near(line.intercept, 3, 1e-12);
	assert_near(line.slope, 2, 1e-12);
}

/* Against the closed formulas; tests/stats compares with numpy. */
static void weights_count(void **state)
{
	static const double x[] = {1, 2, 3, 5}, y[] = {2, 3, 7, 8}, w[] = {1, 4, 2, 1};
	double sw = 0, sx = 0, sy = 0, sxx = 0, sxy = 0, slope;
	struct line line = line_fit(x, y, w, 4);

	(void)state;
	for (int i = 0; i < 4; i++) {
		sw += w[i];
		sx += w[i] * x[i];
		sy += w[i] * y[i];
		sxx += w[i] * x[i] * x[i];
		sxy += w[i] * x[i] * y[i];
	}
	slope = (sw * sxy - sx * sy) / (sw * sxx - sx * sx);
	assert_near(line.slope, slope, 1e-12);
	assert_near(line.intercept, (sy - slope * sx) / sw, 1e-12);
}

/* Where sums of squares of x itself would cancel to nothing. */
static void a_line_far_from_the_origin_is_found(void **state)
{
	static const double x[] = {1e9, 1e9 + 1, 1e9 + 2, 1e9 + 4}, y[] = {3, 5, 7, 11};

	(void)state;
	assert_near(line_fit(x, y, ones, 4).slope, 2, 1e-12);
}

static void no_line_through_one_place(void **state)
{
	static const double same[] = {0.1, 0.1, 0.1}, y[] = {1, 2, 3}, w[] = {1, 3, 7};

	(void)state;
	assert_true(isnan(line_fit(same, y, w, 3).slope));
	assert_true(isnan(line_lack_of_fit_p(same, y, w, 3, 10)));
	assert_true(isnan(line_fit(y, y, ones, 1).slope));
}

/* With 2 and d degrees of freedom F's upper tail is (1 + 2 f / d) ^ (-d / 2). */
static void lack_of_fit_has_the_p_of_f(void **state)
{
	static const double x[] = {0, 1, 2, 3}, y[] = {0, 1, 1, 0}; /* line: 0.5; rest: 1 */
	static const double far[] = {0, 1e4, 1e4, 0};

	(void)state;
	assert_near(line_lack_of_fit_p(x, y, ones, 4, 10), pow(1 + 2 * 0.5 / 10, -5), 1e-12);
	assert_near(line_lack_of_fit_p(x, far, ones, 4, 10) / pow(1 + 2 * 5e7 / 10, -5), 1, 1e-12);
	assert_true(line_lack_of_fit_p(x, x, ones, 4, 10) == 1);
	assert_true(isnan(line_lack_of_fit_p(x, y, ones, 2, 10)));
	assert_true(isnan(line_lack_of_fit_p(x, y, ones, 4, 0)));
}

static void a_bend_is_found(void **state)
{
	static const double x[] = {0, 1, 2, 4, 8, 16}, y[] = {5, 6, 7, 9, 25, 57};
	struct line_breakpoint breakpoint = line_breakpoint(x, y, ones, 6);

	(void)state;
	assert_int_equal(breakpoint.at, 3);
	assert_near(breakpoint.slope_below, 1, 1e-9);
	assert_near(breakpoint.slope_above, 4, 1e-9);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_line_is_found_exactly),
		cmocka_unit_test(weights_count),
		cmocka_unit_test(a_line_far_from_the_origin_is_found),
		cmocka_unit_test(no_line_through_one_place),
		cmocka_unit_test(lack_of_fit_has_the_p_of_f),
		cmocka_unit_test(a_bend_is_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
