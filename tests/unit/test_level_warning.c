/* test_level_warning: a run during which the machine changed its speed gets a warning. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../../src/session/level_warning.h"
#include "example_run.h"

#define ROUNDS 30

static double noise(size_t i)
{
	return sin((double)(i + 1) * 12.9898) * cos((double)i * 78.233);
}

/* Launches of one case that vary by 1 % and take `factor` times as long from round `at` on. */
static void add_launches(struct result *result, const char *spec, double ns, size_t at,
			 double factor)
{
	struct result_case *item = add_case(result, spec, spec);

	item->launches = calloc(ROUNDS, sizeof(*item->launches));
	item->launch_count = ROUNDS;
	item->spans[SPAN_TOTAL].median_ns = ns;
	for (size_t i = 0; i < ROUNDS; i++) {
		item->launches[i].round = i;
		item->launches[i].median_ns =
			ns * (1 + 0.01 * noise(i + (size_t)ns)) * (i < at ? 1 : factor);
	}
}

static void assert_warning(size_t at, double factor, const char *expected)
{
	struct result result = {0};

	add_launches(&result, "fork", 60000, at, factor);
	add_launches(&result, "vfork", 20000, at, factor);
	assert_int_equal(level_warning_add(&result), 0);
	if (expected) {
		assert_int_equal(result.warnings.count, 1);
		assert_non_null(strstr(result.warnings.items[0], expected));
	} else {
		assert_int_equal(result.warnings.count, 0);
	}
	result_free(&result);
}

static void a_steady_run_has_no_warning(void **state)
{
	(void)state;
	assert_warning(ROUNDS, 1, NULL);
	assert_warning(12, 1.01, NULL); /* too small to matter */
}

static void a_change_of_level_has_one(void **state)
{
	(void)state;
	assert_warning(12, 1.2, "slower from round 13 of 30 on");
	assert_warning(20, 0.8, "faster from round 21 of 30 on");
}

/* series_warn_of_trend() tells it. */
static void a_steady_rise_is_no_change_of_level(void **state)
{
	struct result result = {0};

	(void)state;
	add_launches(&result, "fork", 60000, ROUNDS, 1);
	for (size_t i = 0; i < ROUNDS; i++)
		result.cases[0].launches[i].median_ns *= 1 + 0.3 * (double)i / ROUNDS;
	assert_int_equal(level_warning_add(&result), 0);
	assert_int_equal(result.warnings.count, 0);
	result_free(&result);
}

static void an_empty_result_has_none(void **state)
{
	struct result result = {0};

	(void)state;
	assert_int_equal(level_warning_add(&result), 0);
	add_case(&result, "fork", "fork");
	assert_int_equal(level_warning_add(&result), 0);
	assert_int_equal(result.warnings.count, 0);
	result_free(&result);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_steady_run_has_no_warning),
		cmocka_unit_test(a_steady_rise_is_no_change_of_level),
		cmocka_unit_test(a_change_of_level_has_one),
		cmocka_unit_test(an_empty_result_has_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
