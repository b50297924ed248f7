/* test_schedule: random numbers, the order of rounds, how many samples, and when it is enough. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "procbench/run/schedule.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

#define PLACES_MAX 40

/* ---- random numbers ---- */

/* The reference implementation's values for the seed 1234567. */
static void the_generator_is_splitmix64(void **state)
{
	static const uint64_t expected[] = {6457827717110365317u, 3203168211198807973u,
					    9817491932198370423u, 4593380528125082431u,
					    16408922859458223821u};
	struct schedule_random random = {1234567};

	(void)state;
	for (size_t i = 0; i < LENGTH(expected); i++)
		assert_true(schedule_random_next(&random) == expected[i]);
}

static void a_seed_is_a_sequence(void **state)
{
	struct schedule_random a = {7}, b = {7}, c = {8};
	int different = 0;

	(void)state;
	for (int i = 0; i < 100; i++) {
		uint64_t value = schedule_random_next(&a);

		assert_true(value == schedule_random_next(&b));
		different += value != schedule_random_next(&c);
	}
	assert_int_equal(different, 100);
}

static void below_stays_below(void **state)
{
	static const uint64_t limits[] = {
		1, 2, 3, 10, 1000, UINT64_C(1) << 32, UINT64_MAX / 2 + 2, UINT64_MAX};
	struct schedule_random random = {0};

	(void)state;
	for (size_t i = 0; i < LENGTH(limits); i++)
		for (int k = 0; k < 1000; k++)
			assert_true(schedule_random_below(&random, limits[i]) < limits[i]);
}

/* The seed is fixed, so the counts are too: five standard deviations are far outside. */
static void below_hits_all_alike(void **state)
{
	enum { N = 7, DRAWS = 70000 };
	struct schedule_random random = {42};
	int counts[N] = {0};
	double deviation = sqrt(DRAWS * (1.0 / N) * (1 - 1.0 / N));

	(void)state;
	for (int i = 0; i < DRAWS; i++)
		counts[schedule_random_below(&random, N)]++;
	for (int i = 0; i < N; i++)
		assert_true(fabs(counts[i] - DRAWS / (double)N) < 5 * deviation);
}

/* Of 3 * 2^62 numbers a plain remainder gives one of the low half five times in eight. */
static void below_has_no_bias_to_low_numbers(void **state)
{
	enum { DRAWS = 10000 };
	const uint64_t n = (UINT64_C(3) << 62), half = n / 2;
	struct schedule_random random = {1};
	int low = 0;

	(void)state;
	for (int i = 0; i < DRAWS; i++)
		low += schedule_random_below(&random, n) < half;
	assert_true(abs(low - DRAWS / 2) < 250); /* five standard deviations; biased: 1250 */
}

/* ---- the order ---- */

static void check_permutation(const size_t *order, size_t n)
{
	bool seen[PLACES_MAX] = {false};

	for (size_t i = 0; i < n; i++) {
		assert_true(order[i] < n);
		assert_false(seen[order[i]]);
		seen[order[i]] = true;
	}
}

static void every_order_is_a_permutation(void **state)
{
	struct schedule_random random = {99};
	size_t order[PLACES_MAX + 1];

	(void)state;
	for (size_t n = 1; n <= PLACES_MAX; n++) {
		memset(order, 0xff, sizeof(order)); /* the first round finds nothing of use */
		for (uint64_t round = 0; round < 20; round++) {
			schedule_order(&random, round, order, n);
			check_permutation(order, n);
			assert_true(order[n] == SIZE_MAX); /* and no place further */
		}
	}
}

static void odd_rounds_run_backwards(void **state)
{
	struct schedule_random random = {3};
	size_t even[PLACES_MAX], odd[PLACES_MAX];

	(void)state;
	for (size_t n = 1; n <= PLACES_MAX; n++)
		for (uint64_t round = 0; round < 10; round += 2) {
			schedule_order(&random, round, even, n);
			memcpy(odd, even, sizeof(odd));
			schedule_order(&random, round + 1, odd, n);
			for (size_t i = 0; i < n; i++)
				assert_int_equal(odd[i], even[n - 1 - i]);
		}
}

/* Over each pair of rounds every case stands, in the mean, in the middle. */
static void positions_are_balanced_over_each_pair(void **state)
{
	struct schedule_random random = {5};
	size_t order[PLACES_MAX];

	(void)state;
	for (size_t n = 1; n <= PLACES_MAX; n++)
		for (uint64_t pair = 0; pair < 10; pair++) {
			size_t sum[PLACES_MAX] = {0};

			for (uint64_t round = 2 * pair; round < 2 * pair + 2; round++) {
				schedule_order(&random, round, order, n);
				for (size_t i = 0; i < n; i++)
					sum[order[i]] += i;
			}
			for (size_t i = 0; i < n; i++)
				assert_int_equal(sum[i], n - 1);
		}
}

static void draw_rounds(uint64_t seed, size_t orders[][PLACES_MAX], size_t rounds, size_t n)
{
	struct schedule_random random = {seed};
	size_t order[PLACES_MAX];

	for (size_t round = 0; round < rounds; round++) {
		schedule_order(&random, round, order, n);
		memcpy(orders[round], order, sizeof(order));
	}
}

static void the_seed_decides_the_order(void **state)
{
	enum { ROUNDS = 10, N = 12 };
	static size_t first[ROUNDS][PLACES_MAX], again[ROUNDS][PLACES_MAX],
		other[ROUNDS][PLACES_MAX];

	(void)state;
	draw_rounds(1, first, ROUNDS, N);
	draw_rounds(1, again, ROUNDS, N);
	draw_rounds(2, other, ROUNDS, N);
	for (size_t round = 0; round < ROUNDS; round++)
		assert_memory_equal(first[round], again[round], N * sizeof(size_t));
	assert_memory_not_equal(first[0], other[0], N * sizeof(size_t));
	assert_memory_not_equal(first[0], first[2], N * sizeof(size_t)); /* a new draw */
}

/* All six orders of three come, about equally often; the seed is fixed. */
static void every_order_comes(void **state)
{
	enum { DRAWS = 6000 };
	struct schedule_random random = {11};
	int counts[27] = {0};
	size_t order[3];

	(void)state;
	for (int i = 0; i < DRAWS; i++) {
		schedule_order(&random, 0, order, 3);
		counts[order[0] * 9 + order[1] * 3 + order[2]]++;
	}
	for (int i = 0; i < 27; i++)
		if (counts[i] != 0)
			assert_in_range(counts[i], 850, 1150); /* five standard deviations */
	assert_true(counts[0 * 9 + 1 * 3 + 2] && counts[0 * 9 + 2 * 3 + 1] &&
		    counts[1 * 9 + 0 * 3 + 2] && counts[1 * 9 + 2 * 3 + 0] &&
		    counts[2 * 9 + 0 * 3 + 1] && counts[2 * 9 + 1 * 3 + 0]);
}

/* ---- how many ---- */

static void check_shares(uint64_t total, uint64_t launches)
{
	uint64_t sum = 0, least = UINT64_MAX, most = 0;

	for (uint64_t launch = 0; launch < launches; launch++) {
		uint64_t share = schedule_share(total, launches, launch);

		sum += share;
		least = share < least ? share : least;
		most = share > most ? share : most;
	}
	assert_true(sum == total);
	assert_true(most - least <= 1);
}

static void shares_sum_to_the_total(void **state)
{
	static const uint64_t totals[] = {
		1000,      9999, 10000, 10001, 99991, 1000000, 1 << 24, 7777777, UINT32_MAX + 17ull,
		UINT64_MAX};

	(void)state;
	for (uint64_t launches = 1; launches <= 60; launches++) {
		for (uint64_t total = 0; total <= 200; total++)
			check_shares(total, launches);
		for (size_t i = 0; i < LENGTH(totals); i++)
			check_shares(totals[i], launches);
	}
	check_shares(1000000, 12345);
}

static void launches_suit_the_samples(void **state)
{
	static const struct {
		uint64_t iters, launches;
	} rows[] = {
		{1, 1},          {2, 2},           {24, 24},
		{25, 25},        {26, 25},         {1000, 25},
		{10000, 25},     {25 * 50000, 25}, {25 * 50000 + 1, 26},
		{10000000, 200}, {10000001, 201},  {1000000000, 20000},
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++)
		assert_true(schedule_launches(rows[i].iters) == rows[i].launches);
}

/* Never an empty launch, never one of more samples than an arena is made for. */
static void no_launch_is_empty_or_huge(void **state)
{
	(void)state;
	for (uint64_t iters = 1; iters < 20000000; iters += 1 + iters / 50) {
		uint64_t launches = schedule_launches(iters);

		assert_true(launches >= 1 && launches <= iters);
		assert_true(schedule_share(iters, launches, launches - 1) >= 1);
		assert_true(schedule_share(iters, launches, 0) <= 50000);
	}
}

static void slow_creations_make_short_launches(void **state)
{
	static const struct {
		double sample_ns;
		uint64_t samples;
	} rows[] = {
		{0, 1000},     {-5, 1000},    {50, 1000},    {10000, 1000}, {20000, 500},
		{100000, 100}, {1000000, 10}, {1000001, 10}, {5e6, 10},     {10e6, 5},
		{25e6, 2},     {26e6, 1},     {60e6, 1},     {5e9, 1},      {INFINITY, 1},
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++)
		assert_true(schedule_launch_samples(rows[i].sample_ns, SCHEDULE_LAUNCH_NS) ==
			    rows[i].samples);
}

static void slow_creations_have_fewer_warm_ups(void **state)
{
	(void)state;
	assert_int_equal(schedule_warmup(1e6, 10), 10);
	assert_int_equal(schedule_warmup(5e6, 10), 10);
	assert_int_equal(schedule_warmup(25e6, 10), 2);
	assert_int_equal(schedule_warmup(60e6, 10), 0);
	assert_int_equal(schedule_warmup(25e6, 0), 0);
	assert_int_equal(schedule_warmup(0, 3), 3);
}

/* ---- when it is enough ---- */

static void a_few_launches_are_never_enough(void **state)
{
	static const double same[SCHEDULE_LAUNCHES_MIN] = {5, 5, 5, 5, 5, 5, 5, 5, 5, 5};

	(void)state;
	for (size_t n = 0; n < SCHEDULE_LAUNCHES_MIN; n++)
		assert_false(schedule_precise(same, n, 1));
	assert_true(schedule_precise(same, SCHEDULE_LAUNCHES_MIN, 0));
}

/*
 * Of 20 values, the interval runs from the 6th to the 15th (95.86 %, the tightest above 95 %): here
 * from 1000 - spread to 1000 + spread around a median of 1000.
 */
static void fill(double values[20], double spread, double outer)
{
	for (size_t i = 0; i < 20; i++)
		values[i] = i < 5 ? 1000 - outer : i < 6 ? 1000 - spread : 1000;
	for (size_t i = 14; i < 20; i++)
		values[i] = i > 14 ? 1000 + outer : 1000 + spread;
}

static void half_the_width_decides(void **state)
{
	static const struct {
		double spread, precision;
		bool precise;
	} rows[] = {
		{10, 0.01, true},  {10.5, 0.01, false}, {9.5, 0.01, true},
		{0, 0, true},      {1, 0, false},       {500, 0.5, true},
		{501, 0.5, false}, {20, 0.01, false},   {5, 0.005, true},
	};
	double values[20];

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		fill(values, rows[i].spread, 900);
		assert_int_equal(schedule_precise(values, 20, rows[i].precision), rows[i].precise);
	}
}

/* Outside the interval anything may stand, and a unit changes nothing. */
static void only_the_relative_width_counts(void **state)
{
	static const double outers[] = {10, 100, 999};
	double values[20];

	(void)state;
	for (size_t i = 0; i < LENGTH(outers); i++) {
		fill(values, 10, outers[i]);
		assert_true(schedule_precise(values, 20, 0.01));
		assert_false(schedule_precise(values, 20, 0.0099));
		for (int k = 0; k < 20; k++)
			values[k] *= 1024;
		assert_true(schedule_precise(values, 20, 0.01));
		assert_false(schedule_precise(values, 20, 0.0099));
	}
}

/* Not the distance to the median counts but the width: lopsided intervals are judged as a whole. */
static void a_lopsided_interval_is_judged_by_its_width(void **state)
{
	double values[20];

	(void)state;
	fill(values, 0, 0);
	for (int i = 14; i < 20; i++)
		values[i] = 1020;
	assert_true(schedule_precise(values, 20, 0.01));
	for (int i = 14; i < 20; i++)
		values[i] = 1021;
	assert_false(schedule_precise(values, 20, 0.01));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_generator_is_splitmix64),
		cmocka_unit_test(a_seed_is_a_sequence),
		cmocka_unit_test(below_stays_below),
		cmocka_unit_test(below_hits_all_alike),
		cmocka_unit_test(below_has_no_bias_to_low_numbers),
		cmocka_unit_test(every_order_is_a_permutation),
		cmocka_unit_test(odd_rounds_run_backwards),
		cmocka_unit_test(positions_are_balanced_over_each_pair),
		cmocka_unit_test(the_seed_decides_the_order),
		cmocka_unit_test(every_order_comes),
		cmocka_unit_test(shares_sum_to_the_total),
		cmocka_unit_test(launches_suit_the_samples),
		cmocka_unit_test(no_launch_is_empty_or_huge),
		cmocka_unit_test(slow_creations_make_short_launches),
		cmocka_unit_test(slow_creations_have_fewer_warm_ups),
		cmocka_unit_test(a_few_launches_are_never_enough),
		cmocka_unit_test(half_the_width_decides),
		cmocka_unit_test(only_the_relative_width_counts),
		cmocka_unit_test(a_lopsided_interval_is_judged_by_its_width),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
