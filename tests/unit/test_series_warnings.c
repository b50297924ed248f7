/* test_series_warnings: what is found in series of samples and launches, and how often by chance.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../../src/session/series_warnings.h"
#include "example_run.h"

#define LAUNCHES 30
#define RUNS     2000

static uint64_t random_state = 7;

static double uniform(void)
{
	random_state = random_state * 6364136223846793005u + 1442695040888963407u;
	return ((double)(random_state >> 11) + 0.5) / 9007199254740992.0;
}

static double normal(void)
{
	return sqrt(-2 * log(uniform())) * cos(2 * M_PI * uniform());
}

/* An ordinary run: launch medians vary by 3 %, single samples by 30 % with a long tail. */
static struct result ordinary(size_t launches)
{
	struct result result = empty_run();
	struct result_case *item = add_case(&result, "fork", "fork");

	item->launches = calloc(launches, sizeof(*item->launches));
	assert_non_null(item->launches);
	item->launch_count = launches;
	item->spans[SPAN_TOTAL].median_ns = 60000;
	item->spans[SPAN_TOTAL].samples = 1000 * launches;
	item->samples = 1000 * launches;
	for (size_t i = 0; i < launches; i++) {
		struct result_launch *launch = &item->launches[i];

		launch->round = i;
		launch->samples = 1000;
		launch->median_ns = launch->span_ns[SPAN_TOTAL] = 60000 * exp(0.03 * normal());
		launch->first_ns = launch->median_ns * exp(0.3 * normal());
	}
	return result;
}

/* Whether it warned, and with these words. */
static bool warns(struct result *result, int (*warn)(struct result *result), const char *words)
{
	bool warned;

	assert_int_equal(warn(result), 0);
	warned = result->warnings.count > 0;
	assert_true(result->warnings.count <= 1);
	if (warned && words)
		assert_non_null(strstr(result->warnings.items[0], words));
	result_free(result);
	return warned;
}

/* How many of many ordinary runs have a warning. */
static int alarms(int (*warn)(struct result *result), size_t launches)
{
	int count = 0;

	for (int i = 0; i < RUNS; i++) {
		struct result result = ordinary(launches);

		count += warns(&result, warn, NULL);
	}
	return count;
}

/* Of 2000 runs: two at ALARM_P, and not more than eight by chance. */
static void ordinary_runs_have_no_warnings(void **state)
{
	static int (*const all[])(struct result *) = {
		series_warn_of_outliers, series_warn_of_first_launch, series_warn_of_first_samples,
		series_warn_of_trend};

	(void)state;
	for (size_t i = 0; i < LENGTH(all); i++) {
		assert_true(alarms(all[i], 10) <= 8);
		assert_true(alarms(all[i], LAUNCHES) <= 8);
	}
}

static void many_outliers_are_told(void **state)
{
	struct result result = ordinary(LAUNCHES);

	(void)state;
	result.cases[0].outliers = 0.04 * 30000; /* few */
	assert_int_equal(series_warn_of_outliers(&result), 0);
	assert_int_equal(result.warnings.count, 0);
	result.cases[0].outliers = 0.06 * 30000;
	assert_true(warns(&result, series_warn_of_outliers,
			  "fork: 1800 of 30000 samples are outliers (6.0%; "));
}

/* One of six may be anything. */
static void outliers_of_few_samples_are_not(void **state)
{
	struct result result = ordinary(LAUNCHES);

	(void)state;
	result.cases[0].spans[SPAN_TOTAL].samples = 6;
	result.cases[0].outliers = 1;
	assert_false(warns(&result, series_warn_of_outliers, NULL));
}

static void a_slow_first_launch_is_told(void **state)
{
	struct result result = ordinary(LAUNCHES), few = ordinary(9);

	(void)state;
	result.cases[0].launches[0].median_ns = 150000;
	few.cases[0].launches[0].median_ns = 150000;
	assert_true(warns(&result, series_warn_of_first_launch, "fork: the first launch took 2."));
	assert_false(warns(&few, series_warn_of_first_launch, NULL));
}

/* Another launch that is slow is no first one. */
static void a_slow_later_launch_is_not(void **state)
{
	struct result result = ordinary(LAUNCHES);

	(void)state;
	result.cases[0].launches[4].median_ns = 150000;
	assert_false(warns(&result, series_warn_of_first_launch, NULL));
}

static void slow_first_samples_are_told(void **state)
{
	struct result slow = ordinary(LAUNCHES), little = ordinary(LAUNCHES);

	(void)state;
	for (size_t i = 0; i < LAUNCHES; i++) {
		slow.cases[0].launches[i].first_ns *= 2;
		little.cases[0].launches[i].first_ns = little.cases[0].launches[i].median_ns * 1.1;
	}
	assert_true(warns(&slow, series_warn_of_first_samples,
			  "fork: the first sample of a launch takes "));
	assert_false(warns(&little, series_warn_of_first_samples, NULL)); /* sure, but too small */
}

/* Those with stamps are others, and those that failed have no time. */
static void what_is_no_first_sample_does_not_count(void **state)
{
	struct result result = ordinary(LAUNCHES);

	(void)state;
	for (size_t i = 0; i < LAUNCHES; i++) {
		result.cases[0].launches[i].first_ns *= 2;
		result.cases[0].launches[i].stamped = i % 2;
		if (i % 4 == 0)
			result.cases[0].launches[i].first_ns = NAN;
	}
	assert_false(warns(&result, series_warn_of_first_samples, NULL)); /* seven are left */
}

/* They have slept at the gate, which no warm-up prevents. */
static void creators_at_once_have_slow_first_samples(void **state)
{
	struct result result = ordinary(LAUNCHES);

	(void)state;
	for (size_t i = 0; i < LAUNCHES; i++)
		result.cases[0].launches[i].first_ns *= 2;
	add_key(add_case(&result, "fork:parallel=2", "fork"), "parallel", NULL, 2);
	assert_false(warns(&result, series_warn_of_first_samples, NULL));
}

static void a_trend_is_told(void **state)
{
	struct result rising = ordinary(LAUNCHES), small = ordinary(LAUNCHES);

	(void)state;
	for (size_t i = 0; i < LAUNCHES; i++) {
		rising.cases[0].launches[i].median_ns *= 1 + 0.2 * (double)i / LAUNCHES;
		small.cases[0].launches[i].median_ns = 60000 + 50 * (double)i; /* 2.4 % */
	}
	assert_true(warns(&rising, series_warn_of_trend, "% slower over 30 rounds"));
	assert_false(warns(&small, series_warn_of_trend, NULL));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ordinary_runs_have_no_warnings),
		cmocka_unit_test(many_outliers_are_told),
		cmocka_unit_test(outliers_of_few_samples_are_not),
		cmocka_unit_test(a_slow_first_launch_is_told),
		cmocka_unit_test(a_slow_later_launch_is_not),
		cmocka_unit_test(slow_first_samples_are_told),
		cmocka_unit_test(what_is_no_first_sample_does_not_count),
		cmocka_unit_test(creators_at_once_have_slow_first_samples),
		cmocka_unit_test(a_trend_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
