/* test_trend: Mann and Kendall's test against figures worked out by hand, and how often it is
 * wrong. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "near.h"
#include "procbench/stats/trend.h"

#include <math.h>
#include <stdlib.h>

static void rising_values_have_a_trend(void **state)
{
	double values[10];
	struct trend trend;

	(void)state;
	for (size_t i = 0; i < 10; i++)
		values[i] = 7 + 0.5 * (double)i;
	trend = trend_find(values, 10);
	/* S = 45, its variance 125, z = 44 / sqrt(125) */
	assert_near(trend.p, erfc(44 / sqrt(250)), 1e-12);
	assert_near(trend.slope, 0.5, 1e-12);
}

static void ties_narrow_the_variance(void **state)
{
	static const double values[10] = {1, 1, 1, 2, 2, 3, 3, 3, 3, 4};
	struct trend trend = trend_find(values, 10);

	(void)state;
	/* S = 45 - 3 - 1 - 6; 18 variances are 2250 - 3*2*11 - 2*1*9 - 4*3*13 */
	assert_near(trend.p, erfc(34 / sqrt(2 * (2250.0 - 66 - 18 - 156) / 18)), 1e-12);
}

static void equal_or_few_values_have_none(void **state)
{
	static const double equal[12] = {5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5};

	(void)state;
	assert_near(trend_find(equal, 12).p, 1, 0);
	assert_near(trend_find(equal, 12).slope, 0, 0);
	assert_true(isnan(trend_find(equal, TREND_LEAST - 1).p));
	assert_true(isnan(trend_find(NULL, 0).p));
}

/* One value that is far off moves the slope of least squares, and not this one. */
static void an_outlier_hardly_moves_the_slope(void **state)
{
	double values[20];

	(void)state;
	for (size_t i = 0; i < 20; i++)
		values[i] = -2 * (double)i;
	values[3] = 1e6;
	assert_near(trend_find(values, 20).slope, -2, 0.01);
	assert_true(trend_find(values, 20).p < 0.001);
}

static void long_series_are_averaged(void **state)
{
	enum { N = 5 * TREND_MOST + 17 };
	double *values = calloc(N, sizeof(*values));

	(void)state;
	assert_non_null(values);
	for (size_t i = 0; i < N; i++)
		values[i] = 0.001 * (double)i + (i % 2 ? 3 : -3);
	assert_true(trend_find(values, N).p < 1e-6);
	assert_near(trend_find(values, N).slope, 0.001, 1e-4);
	free(values);
}

/* ---- how often it is wrong ---- */

static uint64_t random_state = 1;

static double uniform(void)
{
	random_state = random_state * 6364136223846793005u + 1442695040888963407u;
	return ((double)(random_state >> 11) + 0.5) / 9007199254740992.0;
}

static double normal(void)
{
	return sqrt(-2 * log(uniform())) * cos(2 * M_PI * uniform());
}

/* Heavy tails, as times have them. */
static double lognormal(void)
{
	return exp(1.5 * normal());
}

/* Ties, as counts have them. */
static double rounded(void)
{
	return floor(4 * uniform());
}

#define SERIES 4000

static void alarms_are_as_rare_as_stated(void **state)
{
	static double (*const distributions[])(void) = {normal, lognormal, rounded};

	(void)state;
	for (size_t d = 0; d < 3; d++) {
		int at_5 = 0, at_01 = 0;

		for (int k = 0; k < SERIES; k++) {
			double values[20], p;

			for (size_t i = 0; i < 20; i++)
				values[i] = distributions[d]();
			p = trend_find(values, 20).p;
			at_5 += p <= 0.05;
			at_01 += p <= 0.001;
		}
		/* 200 of 4000 are expected, and 4: four standard deviations to either side */
		assert_in_range(at_5, 145, 255);
		assert_true(at_01 <= 12);
	}
}

static void a_trend_is_found(void **state)
{
	int found = 0;

	(void)state;
	for (int k = 0; k < 200; k++) {
		double values[30];

		for (size_t i = 0; i < 30; i++)
			values[i] = normal() + 0.15 * (double)i; /* 4.5 SD in the end */
		found += trend_find(values, 30).p <= 0.001;
	}
	assert_true(found > 160);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rising_values_have_a_trend),
		cmocka_unit_test(ties_narrow_the_variance),
		cmocka_unit_test(equal_or_few_values_have_none),
		cmocka_unit_test(an_outlier_hardly_moves_the_slope),
		cmocka_unit_test(long_series_are_averaged),
		cmocka_unit_test(alarms_are_as_rare_as_stated),
		cmocka_unit_test(a_trend_is_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
