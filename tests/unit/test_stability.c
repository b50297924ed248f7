/* test_stability: changes of level, and the predicted repeatability of runs. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../../src/doctor/stability.h"

#include "procbench/doctor/checks.h"
#include "procbench/stats/level.h"

#include <math.h>
#include <string.h>

/* -1 to 1, the same in every run, without a trend. */
static double noise(size_t i)
{
	return sin((double)(i + 1) * 12.9898) * cos((double)i * 78.233);
}

static void noise_is_no_change_of_level(void **state)
{
	double values[200];

	(void)state;
	for (size_t i = 0; i < 200; i++)
		values[i] = 100 + noise(i);
	for (size_t n = 0; n <= 200; n++)
		assert_int_equal(level_find(values, n).at, 0);
}

static void a_change_of_level_is_found(void **state)
{
	double values[40];

	(void)state;
	for (size_t i = 0; i < 40; i++)
		values[i] = 100 + noise(i) + (i < 25 ? 0 : -8);
	assert_int_equal(level_find(values, 40).at, 25);
	assert_true(fabs(level_find(values, 40).change + 8) < 1);
	/* too few values at the new level */
	assert_int_equal(level_find(values, 25 + LEVEL_LEAST - 1).at, 0);
}

static void constant_values_change_nothing(void **state)
{
	double values[20];

	(void)state;
	for (size_t i = 0; i < 20; i++)
		values[i] = 7;
	assert_int_equal(level_find(values, 20).at, 0);
}

/* Windows in which both loops vary together by `common` and each alone by `own`. */
static struct facts facts_with(double common, double own, double step)
{
	struct stability_windows windows = {.count = STABILITY_WINDOWS};
	struct facts facts = {0};

	for (size_t i = 0; i < STABILITY_WINDOWS; i++) {
		double level = 1 + common * noise(i) + (i < STABILITY_WINDOWS / 2 ? 0 : step);

		windows.create_ns[i] = 40000 * level * (1 + own * noise(i + 100));
		windows.memory_ns[i] = 20000 * level * (1 + own * noise(i + 200));
	}
	assert_int_equal(stability_add_facts(&windows, &facts), 0);
	return facts;
}

static void assert_prediction(double common, double own, double step, const char *expected)
{
	struct facts facts = facts_with(common, own, step);

	assert_string_equal(facts_get(&facts, "runs"), expected);
	facts_free(&facts);
}

static void predicts_how_runs_repeat(void **state)
{
	(void)state;
	assert_prediction(0.005, 0.002, 0, "repeatable");
	assert_prediction(0.2, 0.002, 0, "ratios");
	assert_prediction(0.001, 0.001, 0.03, "ratios"); /* by its change of level */
	assert_prediction(0.005, 0.2, 0, "unstable");
}

static enum check_verdict verdict_on(const char *name, const struct facts *facts)
{
	static const struct facts no_reasons;

	for (size_t i = check_count; i < check_count + check_measured_count; i++) {
		struct finding finding = check_judge(i, facts, &no_reasons);

		if (strcmp(finding.name, name) == 0)
			return finding.verdict;
	}
	fail_msg("no check of %s", name);
	return CHECK_UNKNOWN;
}

static void the_checks_judge_it(void **state)
{
	struct facts quiet = facts_with(0.005, 0.002, 0), stepping = facts_with(0.001, 0.001, 0.03);
	struct facts noisy = facts_with(0.005, 0.2, 0);

	(void)state;
	assert_int_equal(verdict_on("runs", &quiet), CHECK_OK);
	assert_int_equal(verdict_on("create_cv_pct", &quiet), CHECK_OK);
	assert_int_equal(verdict_on("level_change_pct", &quiet), CHECK_OK);
	assert_int_equal(verdict_on("runs", &stepping), CHECK_NOTE);
	assert_int_equal(verdict_on("level_change_pct", &stepping), CHECK_NOTE);
	assert_int_equal(verdict_on("runs", &noisy), CHECK_PROBLEM);
	assert_int_equal(verdict_on("ratio_cv_pct", &noisy), CHECK_NOTE);
	facts_free(&quiet);
	facts_free(&stepping);
	facts_free(&noisy);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(noise_is_no_change_of_level),
		cmocka_unit_test(a_change_of_level_is_found),
		cmocka_unit_test(constant_values_change_nothing),
		cmocka_unit_test(predicts_how_runs_repeat),
		cmocka_unit_test(the_checks_judge_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
