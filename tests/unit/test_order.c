/* test_order: quantiles and the median's interval against published tables and their properties. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>

#include "near.h"
#include "procbench/stats/order.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static double *count_up(size_t n)
{
	double *values = malloc((n + 1) * sizeof(*values));

	assert_non_null(values);
	for (size_t i = 0; i < n; i++)
		values[i] = (double)i + 1;
	return values;
}

static void test_sort(void **state)
{
	double values[] = {3, -INFINITY, 0.5, INFINITY, -2, 3, 1e-300, 1e300};
	const double sorted[] = {-INFINITY, -2, 1e-300, 0.5, 3, 3, 1e300, INFINITY};

	(void)state;
	order_sort(values, COUNT(values));
	for (size_t i = 0; i < COUNT(values); i++)
		assert_same(values[i], sorted[i]);
	order_sort(NULL, 0);
}

struct quantile_case {
	double values[10];
	size_t n;
	double q;
	double expected;
};

/* Definition 7 as R's quantile() and NumPy's percentile() document it. */
static const struct quantile_case quantile_cases[] = {
	{{0}, 0, 0.5, NAN},
	{{7}, 1, 0, 7},
	{{7}, 1, 0.37, 7},
	{{7}, 1, 1, 7},
	{{1, 2}, 2, 0.5, 1.5},
	{{15, 20, 35, 40, 50}, 5, 0.40, 29},
	{{15, 20, 35, 40, 50}, 5, 0.05, 16},
	{{1, 2, 3, 4}, 4, 0.75, 3.25},
	{{1, 2, 3, 4, 7, 10}, 6, 0.5, 3.5},
	{{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, 10, 0.25, 3.25},
	{{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, 10, 0.9, 9.1},
	{{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, 10, 0, 1},
	{{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, 10, 1, 10},
	{{4, 4, 4}, 3, 0.3, 4},
	{{-INFINITY, -INFINITY, 1}, 3, 0.25, -INFINITY},
	{{1, 2, INFINITY}, 3, 0.5, 2},
	{{1, 2, INFINITY}, 3, 0.75, INFINITY},
};

static void test_quantiles(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(quantile_cases); i++) {
		const struct quantile_case *c = &quantile_cases[i];

		assert_near(order_quantile(c->values, c->n, c->q), c->expected, 1e-13);
	}
}

struct rank_case {
	size_t n;
	double confidence;
	size_t k; /* the interval is [k, n + 1 - k]; 0: there is none */
};

/*
 * The critical values of the sign test plus one (Conover, table A3; Hollander and Wolfe, table
 * A.2), and beyond the tables exact sums of binomial coefficients, computed with big integers.
 */
static const struct rank_case rank_cases[] = {
	{0, 0.95, 0},      {1, 0.95, 0},       {2, 0.95, 0},        {5, 0.95, 0},
	{6, 0.95, 1},      {7, 0.95, 1},       {8, 0.95, 1},        {9, 0.95, 2},
	{10, 0.95, 2},     {11, 0.95, 2},      {12, 0.95, 3},       {15, 0.95, 4},
	{20, 0.95, 6},     {25, 0.95, 8},      {30, 0.95, 10},      {35, 0.95, 12},
	{40, 0.95, 14},    {50, 0.95, 18},     {64, 0.95, 24},      {65, 0.95, 25},
	{100, 0.95, 40},   {1000, 0.95, 469},  {1074, 0.95, 505},   {1075, 0.95, 505},
	{1100, 0.95, 518}, {5000, 0.95, 2431}, {10000, 0.95, 4902}, {100000, 0.95, 49690},
	{7, 0.99, 0},      {8, 0.99, 1},       {10, 0.99, 1},       {20, 0.99, 4},
	{30, 0.99, 8},     {100, 0.99, 37},    {1100, 0.99, 507},   {100000, 0.99, 49593},
	{1, 0.5, 0},       {2, 0.5, 1},        {3, 0.75, 1},        {3, 0.76, 0},
	{6, 0.96875, 1},   {6, 0.96876, 0},    {5, 0.9375, 1},      {5, 0.9376, 0},
	{10000, 1, 0},
};

static void test_median_interval(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rank_cases); i++) {
		const struct rank_case *c = &rank_cases[i];
		double *values = count_up(c->n);
		struct interval interval = order_median_interval(values, c->n, c->confidence);

		assert_same(interval.low, c->k ? (double)c->k : NAN);
		assert_same(interval.high, c->k ? (double)(c->n + 1 - c->k) : NAN);
		free(values);
	}
}

/* P(B = i) by Pascal's triangle, halved in every row. */
static double coverage(size_t n, size_t k)
{
	double row[101] = {1};
	double sum = 0;

	for (size_t i = 1; i <= n; i++)
		for (size_t j = i + 1; j-- > 0;)
			row[j] = (row[j] + (j ? row[j - 1] : 0)) / 2;
	for (size_t i = k; i <= n - k; i++)
		sum += row[i];
	return sum;
}

/* The interval covers what was asked for, and the next shorter one does not. */
static void test_median_interval_is_the_shortest(void **state)
{
	(void)state;
	for (size_t n = 6; n <= 100; n++) {
		double *values = count_up(n);
		size_t k = (size_t)order_median_interval(values, n, 0.95).low;

		assert_true(coverage(n, k) >= 0.95);
		assert_true(coverage(n, k + 1) < 0.95);
		free(values);
	}
}

static void test_median_interval_moves_with_the_data(void **state)
{
	const double values[] = {-8, -3, -2.5, 0, 0.25, 1, 1, 4, 9, 70};
	struct interval plain = order_median_interval(values, COUNT(values), 0.95);
	double moved[COUNT(values)], mirrored[COUNT(values)];

	(void)state;
	assert_same(plain.low, -3);
	assert_same(plain.high, 9);
	for (size_t i = 0; i < COUNT(values); i++) {
		moved[i] = 2 * values[i] + 16;
		mirrored[COUNT(values) - 1 - i] = -values[i];
	}
	assert_same(order_median_interval(moved, COUNT(moved), 0.95).low, 2 * plain.low + 16);
	assert_same(order_median_interval(moved, COUNT(moved), 0.95).high, 2 * plain.high + 16);
	assert_same(order_median_interval(mirrored, COUNT(mirrored), 0.95).low, -plain.high);
	assert_same(order_median_interval(mirrored, COUNT(mirrored), 0.95).high, -plain.low);
}

static void test_median_interval_of_equal_values(void **state)
{
	const double values[] = {5, 5, 5, 5, 5, 5, 5};
	struct interval interval = order_median_interval(values, COUNT(values), 0.95);

	(void)state;
	assert_same(interval.low, 5);
	assert_same(interval.high, 5);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sort),
		cmocka_unit_test(test_quantiles),
		cmocka_unit_test(test_median_interval),
		cmocka_unit_test(test_median_interval_is_the_shortest),
		cmocka_unit_test(test_median_interval_moves_with_the_data),
		cmocka_unit_test(test_median_interval_of_equal_values),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
