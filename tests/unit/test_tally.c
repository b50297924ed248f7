/* test_tally: the tally against exact order statistics, published figures and its memory bound. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <malloc.h>
#include <stdlib.h>
#include <string.h>

#include "near.h"
#include "procbench/stats/tally.h"
#include "repeat.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* The half width that the header promises for the histogram. */
#define BUCKET_SHARE (1.0 / 256)

static uint64_t random_state = 88172645463325252u;

static uint64_t random_next(void) /* xorshift64 (Marsaglia, 2003) */
{
	random_state ^= random_state << 13;
	random_state ^= random_state >> 7;
	random_state ^= random_state << 17;
	return random_state;
}

static double random_unit(void) /* in (0, 1] */
{
	return (double)((random_next() >> 11) + 1) * 0x1p-53;
}

static int compare(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

static double exact_quantile(const uint64_t *sorted, size_t n, double q)
{
	double place = q * (double)(n - 1);
	size_t i = (size_t)place;
	double low = (double)sorted[i], high = (double)sorted[i + 1 < n ? i + 1 : i];

	return low + (place - (double)i) * (high - low);
}

static void add_all(struct tally *tally, const uint64_t *values, size_t n)
{
	for (size_t i = 0; i < n; i++)
		assert_int_equal(tally_add(tally, values[i]), 0);
}

static void test_empty(void **state)
{
	struct tally tally = {0};

	(void)state;
	assert_same(tally_quantile(&tally, 0.5), NAN);
	assert_same(tally_stddev(&tally), NAN);
	assert_int_equal(tally.count, 0);
	tally_clear(&tally);
	tally_free(&tally);
	tally_free(&tally);
}

static void test_one_value(void **state)
{
	static const double at[] = {0, 0.1, 0.5, 0.999, 1};
	struct tally tally = {0};

	(void)state;
	assert_int_equal(tally_add(&tally, 42), 0);
	for (size_t i = 0; i < COUNT(at); i++)
		assert_same(tally_quantile(&tally, at[i]), 42);
	assert_int_equal(tally.count, 1);
	assert_int_equal(tally.min, 42);
	assert_int_equal(tally.max, 42);
	assert_same(tally.mean, 42);
	assert_same(tally_stddev(&tally), NAN);
	tally_free(&tally);
}

struct quantile_case {
	uint64_t values[10];
	size_t n;
	double q;
	double expected;
};

/* Definition 7 as R's quantile() and NumPy's percentile() document it. */
static const struct quantile_case quantile_cases[] = {
	{{15, 20, 35, 40, 50}, 5, 0.40, 29},
	{{15, 20, 35, 40, 50}, 5, 0.05, 16},
	{{50, 15, 40, 20, 35}, 5, 0.50, 35},
	{{1, 2, 3, 4}, 4, 0.75, 3.25},
	{{10, 7, 4, 3, 2, 1}, 6, 0.50, 3.5},
	{{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, 10, 0.25, 3.25},
	{{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, 10, 0.90, 9.1},
	{{7, 5}, 2, 0.50, 6},
	{{7, 5}, 2, 0, 5},
	{{7, 5}, 2, 1, 7},
	{{UINT64_MAX, 0}, 2, 0.5, 0x1p63},
};

static void test_quantiles(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(quantile_cases); i++) {
		const struct quantile_case *c = &quantile_cases[i];
		struct tally tally = {0};

		add_all(&tally, c->values, c->n);
		assert_near(tally_quantile(&tally, c->q), c->expected, 1e-12);
		tally_free(&tally);
	}
}

/* An added value must count although the others have been sorted before. */
static void test_adding_after_a_quantile(void **state)
{
	struct tally tally = {0};

	(void)state;
	add_all(&tally, (uint64_t[]){30, 20}, 2);
	assert_same(tally_quantile(&tally, 0.5), 25);
	add_all(&tally, (uint64_t[]){10}, 1);
	assert_same(tally_quantile(&tally, 0.5), 20);
	tally_free(&tally);
}

static void test_moments(void **state)
{
	struct tally tally = {0};

	(void)state;
	add_all(&tally, (uint64_t[]){2, 4, 4, 4, 5, 5, 7, 9}, 8);
	assert_near(tally.mean, 5, 1e-15);
	assert_near(tally_stddev(&tally), 2.138089935299395, 1e-14);
	tally_free(&tally);
}

/* NIST's univariate data NumAcc1, NumAcc3 and NumAcc4 (the last two times ten): they show
 * cancellation. */
static void test_moments_without_cancellation(void **state)
{
	static const uint64_t centres[] = {10000002, 1000000002, 1000000000000002};
	struct tally tally = {0};

	(void)state;
	add_all(&tally, (uint64_t[]){10000001, 10000003, 10000002}, 3);
	assert_same(tally.mean, 10000002);
	assert_same(tally_stddev(&tally), 1);
	for (size_t i = 0; i < COUNT(centres); i++) {
		tally_clear(&tally);
		tally_add(&tally, centres[i]);
		for (size_t j = 0; j < 1000; j++)
			tally_add(&tally, centres[i] - 1 + 2 * (j % 2));
		assert_near(tally.mean, (double)centres[i], 1e-15 * (double)centres[i]);
		assert_near(tally_stddev(&tally), 1, 1e-3);
	}
	tally_free(&tally);
}

static void test_moments_of_many(void **state)
{
	size_t n = 100000;
	struct tally tally = {0};

	(void)state;
	for (size_t i = 1; i <= n; i++)
		tally_add(&tally, i);
	assert_null(tally.values);
	assert_int_equal(tally.count, n);
	assert_int_equal(tally.min, 1);
	assert_int_equal(tally.max, n);
	assert_near(tally.mean, 50000.5, 1e-8);
	assert_near(tally_stddev(&tally), sqrt((double)n * (double)(n + 1) / 12), 1e-6);
	tally_free(&tally);
}

static uint64_t draw_small(void)
{
	return random_next() % 512;
}

static uint64_t draw_constant(void)
{
	return 123456789;
}

static uint64_t draw_uniform(void)
{
	return 20000 + random_next() % 60000;
}

static uint64_t draw_two_points(void)
{
	return random_next() % 4 ? 1000 : 5000000;
}

/* Pareto with infinite variance, up to 2^63. */
static uint64_t draw_heavy_tail(void)
{
	return (uint64_t)fmin(20000 / pow(random_unit(), 2.5), 0x1p63);
}

static uint64_t draw_huge(void)
{
	return ((uint64_t)1 << 63) + (random_next() >> 1);
}

static uint64_t draw_any(void)
{
	return random_next() >> random_next() % 64;
}

struct source {
	const char *name;
	uint64_t (*draw)(void);
	double share; /* the error allowed beside the exact quantile */
};

static const struct source sources[] = {
	{"small", draw_small, 0},
	{"constant", draw_constant, 0},
	{"uniform", draw_uniform, 1},
	{"two points", draw_two_points, 1},
	{"heavy tail", draw_heavy_tail, 1},
	{"huge", draw_huge, 1},
	{"any", draw_any, 1},
};

static const size_t sizes[] = {1000, 16383, 16384, 16385, 40000};

#define MANY 1000000

static const double levels[] = {0,   0.0001, 0.01, 0.1,  0.25,  0.4,    0.5,
				0.6, 0.75,   0.9,  0.99, 0.999, 0.9999, 1};

/* Both order statistics that a quantile lies between are known within a bucket. */
static void check_against_sorted(const struct source *source, uint64_t *values, size_t n)
{
	struct tally tally = {0};
	double before = 0;

	add_all(&tally, values, n);
	qsort(values, n, sizeof(*values), compare);
	assert_int_equal(tally.values != NULL, n <= TALLY_EXACT_MAX);
	assert_int_equal(tally.min, values[0]);
	assert_int_equal(tally.max, values[n - 1]);
	for (size_t i = 0; i < COUNT(levels); i++) {
		double exact = exact_quantile(values, n, levels[i]);
		double share = n > TALLY_EXACT_MAX ? source->share * BUCKET_SHARE : 0;
		double found = tally_quantile(&tally, levels[i]);

		if (!is_near(found, exact, exact * (share + 1e-14)))
			fail_msg("%s, %zu values, q %g: %.17g, not %.17g", source->name, n,
				 levels[i], found, exact);
		assert_true(found >= before);
		before = found;
	}
	assert_same(tally_quantile(&tally, 0), (double)values[0]);
	assert_same(tally_quantile(&tally, 1), (double)values[n - 1]);
	tally_free(&tally);
}

static void test_against_sorted(void **state)
{
	uint64_t *values = malloc(MANY * sizeof(*values));

	(void)state;
	assert_non_null(values);
	for (size_t s = 0; s < COUNT(sources); s++)
		for (size_t i = 0; i <= COUNT(sizes); i++) {
			size_t n = i < COUNT(sizes) ? sizes[i] : (size_t)repeat_count(MANY);

			for (size_t j = 0; j < n; j++)
				values[j] = sources[s].draw();
			check_against_sorted(&sources[s], values, n);
		}
	free(values);
}

/* Every single rank of values that have a bucket of their own: none was lost when they moved. */
static void test_every_rank_survives_the_move(void **state)
{
	enum { N = TALLY_EXACT_MAX + 1 };
	uint64_t *values = malloc(N * sizeof(*values));
	struct tally tally = {0};

	(void)state;
	assert_non_null(values);
	for (size_t i = 0; i < N; i++)
		values[i] = draw_small();
	add_all(&tally, values, N);
	qsort(values, N, sizeof(*values), compare);
	for (size_t i = 0; i < N; i++)
		assert_near(tally_quantile(&tally, (double)i / (N - 1)), (double)values[i], 1e-6);
	tally_free(&tally);
	free(values);
}

/* The ends of buckets, of octaves and of the range. */
static void test_bucket_edges(void **state)
{
	struct tally tally = {0};

	(void)state;
	for (int bit = 0; bit < 64; bit++)
		for (int step = -1; step <= 1; step++) {
			uint64_t value = ((uint64_t)1 << bit) + (uint64_t)step;
			double found;

			tally_clear(&tally);
			tally_add(&tally, 0);
			tally_add(&tally, UINT64_MAX);
			for (size_t i = 0; i < TALLY_EXACT_MAX; i++)
				tally_add(&tally, value);
			assert_non_null(tally.buckets);
			found = tally_quantile(&tally, 0.5);
			assert_near(found, (double)value, (double)value * BUCKET_SHARE);
			if (value < 512)
				assert_same(found, (double)value);
		}
	tally_free(&tally);
}

static void test_quantile_is_clamped(void **state)
{
	struct tally tally = {0};

	(void)state;
	for (size_t i = 0; i < 20000; i++)
		tally_add(&tally, 1000003);
	for (size_t i = 0; i < COUNT(levels); i++)
		assert_same(tally_quantile(&tally, levels[i]), 1000003);
	tally_free(&tally);
}

static size_t memory_of(const struct tally *tally)
{
	return malloc_usable_size(tally->values) + malloc_usable_size(tally->buckets);
}

static void test_memory(void **state)
{
	struct tally tally = {0};

	(void)state;
	tally_add(&tally, 1);
	assert_in_range(memory_of(&tally), 1, 1024);
	for (int launch = 0; launch < 3; launch++) {
		for (size_t i = 0; i < 200000; i++) {
			tally_add(&tally, draw_any());
			assert_in_range(memory_of(&tally), 1, 130 * 1024);
		}
		assert_null(tally.values);
		tally_clear(&tally);
		assert_in_range(memory_of(&tally), 100 * 1024, 130 * 1024);
	}
	tally_free(&tally);
	assert_int_equal(memory_of(&tally), 0);
}

/* What an earlier launch left behind must not show in the next one's figures. */
static void test_clear_forgets(void **state)
{
	static const size_t first_sizes[] = {3, 16384, 16385, 50000};
	static const size_t next_sizes[] = {2, 16384, 30000};

	(void)state;
	for (size_t i = 0; i < COUNT(first_sizes); i++)
		for (size_t j = 0; j < COUNT(next_sizes); j++) {
			struct tally used = {0}, fresh = {0};

			for (size_t k = 0; k < first_sizes[i]; k++)
				tally_add(&used, draw_any());
			tally_clear(&used);
			assert_same(tally_quantile(&used, 0.5), NAN);
			for (size_t k = 0; k < next_sizes[j]; k++) {
				uint64_t value = draw_uniform();

				tally_add(&used, value);
				tally_add(&fresh, value);
			}
			assert_int_equal(used.count, fresh.count);
			assert_int_equal(used.min, fresh.min);
			assert_int_equal(used.max, fresh.max);
			assert_same(used.mean, fresh.mean);
			assert_same(tally_stddev(&used), tally_stddev(&fresh));
			for (size_t k = 0; k < COUNT(levels); k++)
				assert_same(tally_quantile(&used, levels[k]),
					    tally_quantile(&fresh, levels[k]));
			tally_free(&used);
			tally_free(&fresh);
		}
}

/* Every value is in one bin that holds it, before and after the values become a histogram. */
static void bins_hold_all_values(void **state)
{
	static struct tally_bin bins[TALLY_BINS_MAX];
	struct tally tally = {0};
	uint64_t value = 1;

	(void)state;
	assert_int_equal(tally_bins(&tally, bins), 0);
	for (size_t n = 1; n <= TALLY_EXACT_MAX + 1000; n++) {
		uint64_t sum = 0;
		size_t count;

		assert_int_equal(tally_add(&tally, value), 0);
		value = value * 48271 % 2147483647;
		if (n != 1000 && n != TALLY_EXACT_MAX + 1000)
			continue;
		count = tally_bins(&tally, bins);
		for (size_t i = 0; i < count; i++) {
			sum += bins[i].count;
			assert_true(bins[i].low < bins[i].high && bins[i].count > 0);
			assert_true(bins[i].high - bins[i].low <= 4 ||
				    bins[i].high - bins[i].low <= bins[i].low / 64 + 1);
			assert_true(i == 0 || bins[i].low >= bins[i - 1].high);
		}
		assert_int_equal(sum, n);
		assert_in_range(tally.min, bins[0].low, bins[0].high - 1);
		assert_in_range(tally.max, bins[count - 1].low, bins[count - 1].high - 1);
	}
	tally_free(&tally);
}

static void values_outside_are_counted(void **state)
{
	struct tally tally = {0};

	(void)state;
	assert_int_equal(tally_count_outside(&tally, 0, 1), 0);
	for (uint64_t i = 1; i <= TALLY_EXACT_MAX + 1000; i++) {
		assert_int_equal(tally_add(&tally, i <= 10 ? i : 100000 + i % 7), 0);
		if (i == 1000 || i == TALLY_EXACT_MAX + 1000) {
			assert_int_equal(tally_count_outside(&tally, 3, 200000), 2);
			assert_int_equal(tally_count_outside(&tally, 0, 99000), i - 10);
			assert_int_equal(tally_count_outside(&tally, 3, 99000), i - 8);
		}
	}
	tally_free(&tally);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bins_hold_all_values),
		cmocka_unit_test(values_outside_are_counted),
		cmocka_unit_test(test_empty),
		cmocka_unit_test(test_one_value),
		cmocka_unit_test(test_quantiles),
		cmocka_unit_test(test_adding_after_a_quantile),
		cmocka_unit_test(test_moments),
		cmocka_unit_test(test_moments_without_cancellation),
		cmocka_unit_test(test_moments_of_many),
		cmocka_unit_test(test_against_sorted),
		cmocka_unit_test(test_every_rank_survives_the_move),
		cmocka_unit_test(test_bucket_edges),
		cmocka_unit_test(test_quantile_is_clamped),
		cmocka_unit_test(test_memory),
		cmocka_unit_test(test_clear_forgets),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
