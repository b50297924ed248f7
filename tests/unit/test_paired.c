/* test_paired: the paired statistics against R's figures, published tables and brute force. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "near.h"
#include "procbench/stats/paired.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static uint64_t random_state = 88172645463325252u;

static uint64_t random_next(void) /* xorshift64 (Marsaglia, 2003) */
{
	random_state ^= random_state << 13;
	random_state ^= random_state >> 7;
	random_state ^= random_state << 17;
	return random_state;
}

/* In (-0.6, 0.4): not centred at 0. */
static double random_difference(void)
{
	return (double)(random_next() >> 11) * 0x1p-53 - 0.6;
}

/* Few values, so that many tie and some are 0. */
static double random_tied(void)
{
	return (double)(random_next() % 7) - 2;
}

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* All Walsh averages in order; the caller frees them. */
static double *walsh_averages(const double *values, size_t n)
{
	double *averages = malloc(n * (n + 1) / 2 * sizeof(*averages));
	size_t count = 0;

	assert_non_null(averages);
	for (size_t i = 0; i < n; i++)
		for (size_t j = i; j < n; j++)
			averages[count++] = (values[i] + values[j]) / 2;
	qsort(averages, count, sizeof(*averages), compare);
	return averages;
}

/*
 * Hollander and Wolfe, Nonparametric Statistical Methods, table 3.1 (depression scale factors),
 * the example of R's wilcox.test: V = 40, p = 0.03906, 95 % interval 0.010 to 0.786, estimate 0.46.
 */
static const double before[] = {1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30};
static const double after[] = {0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29};

static void fill_depression(double *differences, double sign)
{
	for (size_t i = 0; i < COUNT(before); i++)
		differences[i] = sign * (before[i] - after[i]);
}

static void test_depression(void **state)
{
	double d[COUNT(before)];
	struct interval interval;

	(void)state;
	fill_depression(d, 1);
	assert_near(paired_p(d, COUNT(d)), 0.0390625, 1e-15);
	fill_depression(d, 1);
	assert_near(paired_estimate(d, COUNT(d)), 0.46, 1e-14);
	fill_depression(d, 1);
	interval = paired_interval(d, COUNT(d), 0.95);
	assert_near(interval.low, 0.010, 1e-14);
	assert_near(interval.high, 0.786, 1e-14);
}

static void test_mirrored(void **state)
{
	double d[COUNT(before)];
	struct interval interval;

	(void)state;
	fill_depression(d, -1);
	assert_near(paired_p(d, COUNT(d)), 0.0390625, 1e-15);
	assert_near(paired_estimate(d, COUNT(d)), -0.46, 1e-14);
	interval = paired_interval(d, COUNT(d), 0.95);
	assert_near(interval.low, -0.786, 1e-14);
	assert_near(interval.high, -0.010, 1e-14);
}

static void test_shift_and_scale(void **state)
{
	enum { N = 23 };
	double plain[N], moved[N];
	struct interval a, b;

	(void)state;
	for (size_t i = 0; i < N; i++) {
		plain[i] = (double)(random_next() % 1000) / 8;
		moved[i] = 4 * plain[i] - 32; /* exact in binary */
	}
	assert_same(paired_estimate(moved, N), 4 * paired_estimate(plain, N) - 32);
	a = paired_interval(plain, N, 0.95);
	b = paired_interval(moved, N, 0.95);
	assert_same(b.low, 4 * a.low - 32);
	assert_same(b.high, 4 * a.high - 32);
	assert_true(a.low < a.high);
}

static void test_estimate_of_few(void **state)
{
	double one[] = {3}, two[] = {4, 1}, three[] = {10, 0, 2}, equal[] = {7, 7, 7, 7};

	(void)state;
	assert_same(paired_estimate(NULL, 0), NAN);
	assert_same(paired_estimate(one, 1), 3);
	assert_same(paired_estimate(two, 2), 2.5);
	assert_same(paired_estimate(three, 3), 3.5); /* 0 1 2 | 5 6 10 */
	assert_same(paired_estimate(equal, 4), 7);
}

/* Zeros of both signs count as one value, and the result is not -0. */
static void test_zeros(void **state)
{
	double zeros[] = {-0.0, 0.0, -0.0, 0.0, -0.0, 0.0, -0.0, -0.0};
	struct interval interval = paired_interval(zeros, COUNT(zeros), 0.95);

	(void)state;
	assert_same(interval.low, 0);
	assert_same(interval.high, 0);
	assert_false(signbit(interval.low));
	assert_same(paired_estimate(zeros, COUNT(zeros)), 0);
	assert_false(signbit(paired_estimate(zeros, COUNT(zeros))));
	assert_same(paired_p(zeros, COUNT(zeros)), 1);
}

static void check_estimate(double (*draw)(void), size_t n)
{
	double values[60], *averages;
	size_t m = n * (n + 1) / 2;

	for (size_t i = 0; i < n; i++)
		values[i] = draw();
	averages = walsh_averages(values, n);
	assert_same(paired_estimate(values, n), (averages[(m - 1) / 2] + averages[m / 2]) / 2);
	free(averages);
}

static void test_estimate_by_brute_force(void **state)
{
	(void)state;
	for (size_t n = 1; n <= 60; n++)
		for (int again = 0; again < 5; again++) {
			check_estimate(random_difference, n);
			check_estimate(random_tied, n);
		}
}

struct c_case {
	size_t n;
	size_t c90, c95, c99; /* 0: there is no interval */
};

/*
 * The critical values of the signed-rank test plus one (Wilcoxon and Wilcox, 1964; Hollander and
 * Wolfe, table A.4; R's qsignrank()); from 100 on summed exactly with big integers.
 */
static const struct c_case c_cases[] = {
	{4, 0, 0, 0},
	{5, 1, 0, 0},
	{6, 3, 1, 0},
	{7, 4, 3, 0},
	{8, 6, 4, 1},
	{9, 9, 6, 2},
	{10, 11, 9, 4},
	{11, 14, 11, 6},
	{12, 18, 14, 8},
	{13, 22, 18, 10},
	{14, 26, 22, 13},
	{15, 31, 26, 16},
	{16, 36, 30, 20},
	{17, 42, 35, 24},
	{18, 48, 41, 28},
	{19, 54, 47, 33},
	{20, 61, 53, 38},
	{21, 68, 59, 43},
	{22, 76, 66, 49},
	{23, 84, 74, 55},
	{24, 92, 82, 62},
	{25, 101, 90, 69},
	{30, 152, 138, 110},
	{35, 214, 196, 160},
	{40, 287, 265, 221},
	{50, 467, 435, 374},
	{100, 2046, 1956, 1780},
	{200, 8702, 8445, 7945},
};

static void check_interval(const double *values, size_t n, double confidence, size_t c)
{
	double *averages = walsh_averages(values, n), *copy = malloc(n * sizeof(*copy));
	size_t m = n * (n + 1) / 2;
	struct interval interval;

	assert_non_null(copy);
	memcpy(copy, values, n * sizeof(*copy));
	interval = paired_interval(copy, n, confidence);
	assert_same(interval.low, c ? averages[c - 1] : NAN);
	assert_same(interval.high, c ? averages[m - c] : NAN);
	free(averages);
	free(copy);
}

static void test_interval_by_table(void **state)
{
	double values[PAIRED_EXACT_MAX];

	(void)state;
	for (size_t i = 0; i < COUNT(c_cases); i++) {
		const struct c_case *c = &c_cases[i];

		for (size_t j = 0; j < c->n; j++)
			values[j] = random_difference();
		check_interval(values, c->n, 0.90, c->c90);
		check_interval(values, c->n, 0.95, c->c95);
		check_interval(values, c->n, 0.99, c->c99);
	}
}

static void test_interval_of_ties(void **state)
{
	double values[20];

	(void)state;
	for (int again = 0; again < 20; again++) {
		for (size_t i = 0; i < COUNT(values); i++)
			values[i] = random_tied();
		check_interval(values, COUNT(values), 0.95, 53);
	}
}

struct normal_c_case {
	size_t n;
	double confidence;
	size_t c;     /* n(n+1)/4 - z sqrt(n(n+1)(2n+1)/24) + 1/2, rounded down */
	size_t exact; /* summed with big integers */
};

static const struct normal_c_case normal_c_cases[] = {
	{201, 0.90, 8792, 8792},   {201, 0.95, 8532, 8533},   {201, 0.99, 8024, 8029},
	{250, 0.90, 13805, 13805}, {250, 0.95, 13444, 13445}, {250, 0.99, 12739, 12746},
	{300, 0.90, 20102, 20101}, {300, 0.95, 19628, 19629}, {300, 0.99, 18702, 18709},
};

static void test_interval_above_the_exact(void **state)
{
	double values[300];

	(void)state;
	for (size_t i = 0; i < COUNT(normal_c_cases); i++) {
		const struct normal_c_case *c = &normal_c_cases[i];

		for (size_t j = 0; j < c->n; j++)
			values[j] = random_difference();
		check_interval(values, c->n, c->confidence, c->c);
		assert_near((double)c->c, (double)c->exact, 0.001 * (double)c->exact);
	}
}

static void test_interval_at_the_limits_of_confidence(void **state)
{
	double six[] = {1, 2, 4, 8, 16, 32}, five[] = {1, 2, 4, 8, 16}, many[5000] = {0};

	(void)state;
	assert_same(paired_interval(NULL, 0, 0.95).low, NAN);
	assert_same(paired_interval(six, 1, 0.95).low, NAN);
	assert_same(paired_interval(five, 5, 0.95).high, NAN);
	assert_same(paired_interval(five, 5, 0.9375).low, 1); /* 1 - 2/32 exactly */
	assert_same(paired_interval(five, 5, 0.9376).low, NAN);
	assert_same(paired_interval(six, 6, 0.96875).high, 32);
	assert_same(paired_interval(six, 6, 1).low, NAN);
	assert_same(paired_interval(many, COUNT(many), 1).low, NAN);
	assert_same(paired_interval(six, 6, 0.96876).high, NAN);
}

static void test_many(void **state)
{
	enum { N = 10000 };
	double *values = malloc(N * sizeof(*values));
	struct interval interval;

	(void)state;
	assert_non_null(values);
	for (size_t i = 0; i < N; i++)
		values[i] = (double)(i * 7919 % N); /* 0 to N - 1, mixed */
	assert_same(paired_estimate(values, N), (N - 1) / 2.0);
	interval = paired_interval(values, N, 0.95);
	assert_same(interval.low + interval.high, N - 1);
	assert_near(interval.high - interval.low, 2 * 1.96 * N / sqrt(12.0 * N), 2);
	for (size_t i = 0; i < N; i++)
		values[i] -= (N - 1) / 2.0;
	assert_near(paired_p(values, N), 1, 1e-12);
	free(values);
}

static void test_infinite_differences(void **state)
{
	double up[] = {1, INFINITY, 2, 3, 4, 5, 6};
	double both[] = {-INFINITY, INFINITY, -1, 1, -2, 2, 0.5};
	double opposite[] = {INFINITY, -INFINITY};
	double all[] = {INFINITY, INFINITY, INFINITY, INFINITY, INFINITY, INFINITY};
	double down[] = {-INFINITY, -INFINITY, 1, 2, 3, 4, 5};

	(void)state;
	assert_same(paired_estimate(up, COUNT(up)), 4);
	assert_same(paired_interval(up, COUNT(up), 0.95).low, 2);
	assert_same(paired_interval(up, COUNT(up), 0.95).high, INFINITY);
	assert_same(paired_p(up, COUNT(up)), 2 / 128.0);
	assert_true(isfinite(paired_estimate(both, COUNT(both))));
	assert_same(paired_interval(both, COUNT(both), 0.95).low, -INFINITY);
	assert_same(paired_interval(both, COUNT(both), 0.95).high, INFINITY);
	assert_same(paired_estimate(opposite, COUNT(opposite)), 0);
	assert_same(paired_estimate(all, COUNT(all)), INFINITY);
	assert_same(paired_p(all, COUNT(all)), 2 / 64.0);
	/* The two share rank 6.5, so V = 15 of 28; 114 of 128 ways to sign lie as far from 14. */
	assert_same(paired_p(down, COUNT(down)), 114 / 128.0);
}

/* The average rank of |values[i]|, by counting. */
static double rank_of(const double *values, size_t n, size_t i)
{
	double smaller = 0, equal = 0;

	for (size_t j = 0; j < n; j++) {
		smaller += fabs(values[j]) < fabs(values[i]) && values[j] != 0;
		equal += fabs(values[j]) == fabs(values[i]);
	}
	return smaller + (equal + 1) / 2;
}

/* Two-sided p by going through all ways to sign the differences that are not 0. */
static double p_by_brute_force(const double *values, size_t n)
{
	double ranks[16], positive = 0, total = 0, far;
	size_t m = 0, as_far = 0;

	for (size_t i = 0; i < n; i++)
		if (values[i] != 0) {
			ranks[m] = rank_of(values, n, i);
			positive += values[i] > 0 ? ranks[m] : 0;
			total += ranks[m++];
		}
	far = fabs(2 * positive - total);
	for (size_t signs = 0; signs < (size_t)1 << m; signs++) {
		double sum = 0;

		for (size_t i = 0; i < m; i++)
			sum += signs >> i & 1 ? ranks[i] : 0;
		as_far += fabs(2 * sum - total) >= far;
	}
	return (double)as_far / (double)((size_t)1 << m);
}

static void check_p(double (*draw)(void), size_t n)
{
	double values[12], mirrored[12], expected;

	for (size_t i = 0; i < n; i++) {
		values[i] = draw();
		mirrored[i] = -values[i];
	}
	expected = p_by_brute_force(values, n);
	assert_near(paired_p(values, n), expected, 1e-14);
	assert_near(paired_p(mirrored, n), expected, 1e-14);
}

static double random_infinite(void)
{
	double value = random_tied();

	return fabs(value) == 2 ? copysign(INFINITY, value) : value;
}

static void test_p_by_brute_force(void **state)
{
	(void)state;
	for (size_t n = 0; n <= 12; n++)
		for (int again = 0; again < 20; again++) {
			check_p(random_difference, n);
			check_p(random_tied, n);
			check_p(random_infinite, n);
		}
}

struct p_case {
	double values[8];
	size_t n;
	double p;
};

static const struct p_case p_cases[] = {
	{{0}, 0, 1},
	{{0}, 1, 1},
	{{5}, 1, 1},
	{{5, 6}, 2, 0.5},
	{{1, 2, 3, 4, 5, 6}, 6, 0.03125},
	{{-1, 2, 3, 4, 5, 6}, 6, 0.0625},
	{{1, 2, 3, 4, 5, 6, 0, 0}, 8, 0.03125}, /* zeros are left out */
	{{1, 1, 1, 1, 1, 1, 1, 1}, 8, 0.0078125},
	{{1, 1, 1, 1, -1, -1, -1, -1}, 8, 1},
	{{1, -2, 3}, 3, 0.75},
};

static void test_p_of_few(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(p_cases); i++) {
		double values[8];

		memcpy(values, p_cases[i].values, sizeof(values));
		assert_near(paired_p(values, p_cases[i].n), p_cases[i].p, 1e-15);
	}
}

/* Ties and zeros: i * 37 mod 101 - 45. */
static double tied_series(size_t i)
{
	return (double)(i * 37 % 101) - 45;
}

/* No ties: i + 1, the first two of five negative. */
static double plain_series(size_t i)
{
	return i % 5 < 2 ? -(double)(i + 1) : (double)(i + 1);
}

struct series_case {
	double (*at)(size_t i);
	size_t n;
	double p;
};

/*
 * Exact up to 200 differences that are not 0 (big integers), then the normal approximation by the
 * textbook's formula: variance n(n+1)(2n+1)/24 - sum(t^3 - t)/48, continuity 1/2.
 */
static const struct series_case series_cases[] = {
	{plain_series, 25, 0.20993918180465698},   {plain_series, 50, 0.13045894629165566},
	{plain_series, 200, 0.009166292451836085}, {plain_series, 201, 0.013997856464420182},
	{plain_series, 250, 0.004079242688719475}, {tied_series, 100, 0.11351832704262173},
	{tied_series, 200, 0.01943007617102411},   {tied_series, 203, 0.027080909943697135},
	{tied_series, 250, 0.013646226753591015},  {tied_series, 1000, 2.1916926827366744e-07},
};

static void test_p_of_series(void **state)
{
	double values[1000];

	(void)state;
	for (size_t i = 0; i < COUNT(series_cases); i++) {
		const struct series_case *c = &series_cases[i];

		for (size_t j = 0; j < c->n; j++)
			values[j] = c->at(j);
		assert_near(paired_p(values, c->n), c->p, 1e-10 * c->p);
	}
}

/* The test rejects 0 at 5 % exactly when the 95 % interval leaves 0 out. */
static void test_p_agrees_with_the_interval(void **state)
{
	enum { N = 12 };
	int rejected = 0;

	(void)state;
	for (int again = 0; again < 500; again++) {
		double values[N];
		struct interval interval;
		double p;

		for (size_t i = 0; i < N; i++)
			values[i] = 2 * random_difference();
		p = paired_p(values, N);
		interval = paired_interval(values, N, 0.95);
		assert_int_equal(p <= 0.05, interval.low > 0 || interval.high < 0);
		rejected += p <= 0.05;
	}
	assert_in_range(rejected, 10, 490);
}

struct holm_case {
	double p[5];
	size_t m;
	double expected[5];
};

/* The first three as R's p.adjust(p, "holm") gives them. */
static const struct holm_case holm_cases[] = {
	{{0.01, 0.02, 0.03, 0.04, 0.05}, 5, {0.05, 0.08, 0.09, 0.09, 0.09}},
	{{0.01, 0.04, 0.03, 0.005}, 4, {0.03, 0.06, 0.06, 0.02}},
	{{0.6, 0.3, 0.9}, 3, {1, 0.9, 1}},
	{{0.04}, 1, {0.04}},
	{{0.7, 0.8}, 2, {1, 1}},
	{{0.02, 0.02, 0.02}, 3, {0.06, 0.06, 0.06}},
	{{0, 0, 1}, 3, {0, 0, 1}},
	{{0.02, NAN, 0.01}, 3, {0.02, NAN, 0.02}},
	{{NAN, NAN}, 2, {NAN, NAN}},
	{{0}, 0, {0}},
};

static void test_holm(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(holm_cases); i++) {
		double p[5];

		memcpy(p, holm_cases[i].p, sizeof(p));
		paired_holm(p, holm_cases[i].m);
		for (size_t j = 0; j < holm_cases[i].m; j++) {
			assert_near(p[j], holm_cases[i].expected[j], 1e-15);
			assert_true(isnan(p[j]) || !signbit(p[j]));
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_depression),
		cmocka_unit_test(test_mirrored),
		cmocka_unit_test(test_shift_and_scale),
		cmocka_unit_test(test_estimate_of_few),
		cmocka_unit_test(test_zeros),
		cmocka_unit_test(test_estimate_by_brute_force),
		cmocka_unit_test(test_interval_by_table),
		cmocka_unit_test(test_interval_of_ties),
		cmocka_unit_test(test_interval_above_the_exact),
		cmocka_unit_test(test_interval_at_the_limits_of_confidence),
		cmocka_unit_test(test_many),
		cmocka_unit_test(test_infinite_differences),
		cmocka_unit_test(test_p_by_brute_force),
		cmocka_unit_test(test_p_of_few),
		cmocka_unit_test(test_p_of_series),
		cmocka_unit_test(test_p_agrees_with_the_interval),
		cmocka_unit_test(test_holm),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
