/* test_verdict: one of three words from an interval, and how a comparison reads. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "near.h"
#include "procbench/report/report.h"
#include "procbench/result/result.h"
#include "procbench/stats/verdict.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static void the_interval_decides(void **state)
{
	static const struct {
		double low, high, margin;
		enum verdict verdict;
	} rows[] = {
		{1.021, 1.047, 0.01, VERDICT_REGRESSION},
		{1.021, 1.047, 0.03, VERDICT_INCONCLUSIVE},
		{1.021, 1.047, 0.05, VERDICT_NO_REGRESSION},
		{0.98, 1.005, 0.01, VERDICT_NO_REGRESSION},
		{0.90, 0.95, 0, VERDICT_NO_REGRESSION},
		{0.99, 1.01, 0, VERDICT_INCONCLUSIVE},
		{1.01, 1.02, 0.01, VERDICT_INCONCLUSIVE}, /* an end on the limit decides nothing */
		{1.00, 1.01, 0.01, VERDICT_INCONCLUSIVE},
		{NAN, 1.0, 0.01, VERDICT_INCONCLUSIVE},
		{1.5, NAN, 0.01, VERDICT_INCONCLUSIVE},
		{NAN, NAN, 0, VERDICT_INCONCLUSIVE},
		{2, INFINITY, 0.01, VERDICT_REGRESSION},
		{0, 0.5, 0.01, VERDICT_NO_REGRESSION},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_int_equal(verdict_of(rows[i].low, rows[i].high, rows[i].margin),
				 rows[i].verdict);
}

/* Half of a 99 % interval is 2.575829 standard errors, and 95 % power another 1.644854 of them. */
static void the_smallest_effect_follows_from_the_width(void **state)
{
	double half = 0.01, mde = verdict_mde(exp(-half), exp(half), 0.99);

	(void)state;
	assert_near(mde, expm1(half * (1 + 1.6448536269514722 / 2.5758293035489004)), 1e-12);
	/* wherever the interval lies */
	assert_near(verdict_mde(2 * exp(-half), 2 * exp(half), 0.99), mde, 1e-12);
	assert_near(verdict_mde(1, 1, 0.99), 0, 1e-15);
	assert_true(isnan(verdict_mde(NAN, 1, 0.99)));
	assert_true(isnan(verdict_mde(0, 1, 0.99)));
	assert_true(isnan(verdict_mde(1, INFINITY, 0.99)));
}

static uint64_t random_state = 88172645463325252u;

static double uniform(void) /* xorshift64 (Marsaglia, 2003), in (-0.5, 0.5) */
{
	random_state ^= random_state << 13;
	random_state ^= random_state >> 7;
	random_state ^= random_state << 17;
	return (double)(random_state >> 11) * 0x1p-53 - 0.5;
}

static void differences(double *values, size_t n, double shift)
{
	for (size_t i = 0; i < n; i++)
		values[i] = 0.05 * (uniform() + uniform()) + shift;
}

static void a_mirrored_question_has_the_mirrored_answer(void **state)
{
	static const double shifts[] = {-0.05, -0.01, 0, 0.01, 0.05};

	(void)state;
	for (size_t i = 0; i < COUNT(shifts); i++) {
		double values[60], mirrored[60];
		struct judgement there, back;

		differences(values, COUNT(values), shifts[i]);
		for (size_t k = 0; k < COUNT(values); k++)
			mirrored[k] = -values[k];
		there = verdict_judge(values, COUNT(values), 0, 0.99);
		back = verdict_judge(mirrored, COUNT(mirrored), 0, 0.99);
		assert_near(there.ratio * back.ratio, 1, 1e-12);
		assert_near(there.low * back.high, 1, 1e-12);
		assert_near(there.p, back.p, 1e-12);
		if (there.verdict == VERDICT_REGRESSION)
			assert_int_equal(back.verdict, VERDICT_NO_REGRESSION);
		if (there.verdict == VERDICT_NO_REGRESSION)
			assert_int_equal(back.verdict, VERDICT_REGRESSION);
	}
}

/* A slowdown of B by a factor moves estimate and interval by that factor. */
static void a_factor_moves_the_interval_by_itself(void **state)
{
	double values[40], slower[40];
	struct judgement before, after;

	(void)state;
	differences(values, COUNT(values), 0);
	for (size_t k = 0; k < COUNT(values); k++)
		slower[k] = values[k] + log(1.25);
	before = verdict_judge(values, COUNT(values), 0.1, 0.99);
	after = verdict_judge(slower, COUNT(slower), 0.1, 0.99);
	assert_near(after.ratio, 1.25 * before.ratio, 1e-12);
	assert_near(after.low, 1.25 * before.low, 1e-12);
	assert_near(after.high, 1.25 * before.high, 1e-12);
	assert_near(after.mde, before.mde, 1e-12);
	assert_int_equal(before.verdict, VERDICT_NO_REGRESSION);
	assert_int_equal(after.verdict, VERDICT_REGRESSION);
}

static void few_or_equal_pairs(void **state)
{
	double none[1] = {0}, equal[30] = {0}, one[1] = {0.5};
	struct judgement judgement = verdict_judge(none, 0, 0.01, 0.99);

	(void)state;
	assert_true(isnan(judgement.ratio));
	assert_int_equal(judgement.verdict, VERDICT_INCONCLUSIVE);
	judgement = verdict_judge(one, 1, 0.01, 0.99);
	assert_near(judgement.ratio, exp(0.5), 1e-12);
	assert_int_equal(judgement.verdict, VERDICT_INCONCLUSIVE);
	judgement = verdict_judge(equal, COUNT(equal), 0.01, 0.99);
	assert_same(judgement.ratio, 1);
	assert_int_equal(judgement.verdict, VERDICT_NO_REGRESSION);
}

/* ---- in the table ---- */

static char *table_of(const struct result *result)
{
	static const struct report_style plain = {.width = 80};
	struct error error = {0};
	struct text out = {0};

	assert_int_equal(report_format_named("table", &error)->write(result, &plain, &out, &error),
			 0);
	return text_take(&out);
}

static void a_comparison_is_said_in_words_and_in_one_line(void **state)
{
	struct result result = {.headline = strdup("time")};
	struct result_comparison *item =
		result_add_comparison(&result, "fork", "fork:vmas=8", "total");
	char *table;

	(void)state;
	assert_non_null(item);
	item->ratio = 1.034;
	item->low = 1.021;
	item->high = 1.047;
	item->confidence = 0.99;
	item->margin = 0.01;
	item->mde = 0.013;
	item->pairs = 120;
	item->verdict = VERDICT_REGRESSION;
	table = table_of(&result);
	assert_non_null(strstr(
		table,
		"fork:vmas=8 is 3.40% slower than fork (99% CI 2.10%-4.70%): regression (margin"));
	assert_non_null(strstr(table, "\nverdict=regression ratio=1.0340 low=1.0210 high=1.0470 "
				      "margin=0.0100 mde=0.0130 pairs=120\n"));
	free(table);
	result_free(&result);
}

/* The words of one comparison, of the ratio and its interval. */
static void check_answer(double ratio, double low, double high, const char *words)
{
	static const struct report_style wide = {.width = 200};
	struct result result = {0};
	struct result_comparison *item = result_add_comparison(&result, "fork", "vfork", "total");
	struct error error = {0};
	struct text out = {0};

	assert_non_null(item);
	item->ratio = ratio;
	item->low = low;
	item->high = high;
	item->confidence = 0.99;
	item->margin = 0.01;
	assert_int_equal(report_format_named("table", &error)->write(&result, &wide, &out, &error),
			 0);
	if (!strstr(text_string(&out), words))
		assert_string_equal(text_string(&out), words);
	text_free(&out);
	result_free(&result);
}

static void a_change_is_said_in_percent_or_as_a_factor(void **state)
{
	(void)state;
	check_answer(1.25, 1.221, 1.28, "vfork is 25.0% slower than fork (99% CI 22.1%-28.0%): ");
	check_answer(0.8, 0.779, 0.82,
		     "vfork takes 20.0% less time than fork (99% CI 18.0%-22.1%): ");
	check_answer(1.003, 0.996, 1.01,
		     "vfork is 0.30% slower than fork (99% CI -0.40% to +1.00%): ");
	check_answer(0.997, 0.99, 1.004,
		     "vfork takes 0.30% less time than fork (99% CI -0.40% to +1.00%)");
	check_answer(4.5, 4.4, 4.6, "vfork takes 4.500x the time of fork (99% CI 4.400x-4.600x): ");
	check_answer(1.1, NAN, NAN, "vfork is 10.0% slower than fork (no CI: too few pairs): ");
	check_answer(NAN, NAN, NAN, "vfork could not be compared with fork: inconclusive");
}

/* fork against fork: one spec, two cases. */
static void equal_names_are_told_apart(void **state)
{
	struct result result = {.headline = strdup("time")};
	struct result_comparison *item = result_add_comparison(&result, "fork", "fork", "total");
	char *table;

	(void)state;
	result.cases = calloc(2, sizeof(*result.cases));
	assert_non_null(item);
	assert_non_null(result.cases);
	result.case_count = 2;
	for (int i = 0; i < 2; i++) {
		result.cases[i].spec = strdup("fork");
		result.cases[i].method = strdup("fork");
		result.cases[i].spans[SPAN_TOTAL].median_ns = 1000;
	}
	item->ratio = 1.02;
	table = table_of(&result);
	assert_non_null(strstr(table, "\nfork (A) "));
	assert_non_null(strstr(table, "\nfork (B) "));
	assert_non_null(strstr(table, "fork (B) is 2.00% slower than fork (A) "));
	free(table);
	result_free(&result);
}

static void what_is_not_known_is_empty(void **state)
{
	struct result result = {.headline = strdup("time")};
	struct result_comparison *item = result_add_comparison(&result, "a", "b\033[31m", "total");
	char *table;

	(void)state;
	assert_non_null(item);
	item->margin = 0.01;
	item->note = strdup("b was not measured");
	table = table_of(&result);
	assert_non_null(strstr(
		table, "\nverdict=inconclusive ratio= low= high= margin=0.0100 mde= pairs=0\n"));
	assert_non_null(strstr(table, "  b was not measured\n"));
	assert_null(strchr(table, '\033'));
	free(table);
	result_free(&result);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_interval_decides),
		cmocka_unit_test(the_smallest_effect_follows_from_the_width),
		cmocka_unit_test(a_mirrored_question_has_the_mirrored_answer),
		cmocka_unit_test(a_factor_moves_the_interval_by_itself),
		cmocka_unit_test(few_or_equal_pairs),
		cmocka_unit_test(a_comparison_is_said_in_words_and_in_one_line),
		cmocka_unit_test(a_change_is_said_in_percent_or_as_a_factor),
		cmocka_unit_test(equal_names_are_told_apart),
		cmocka_unit_test(what_is_not_known_is_empty),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
