/* test_report_csv: the bytes of the CSV of one run, field by field. */
#define _GNU_SOURCE
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "example_run.h"
#include <float.h>

#define CSV_HEADER                                                                                 \
	"case,method,samples,failed,launches,min_ns,median_ns,median_low_ns,median_high_ns,"       \
	"mean_ns,stddev_ns,p90_ns,p99_ns,p999_ns,max_ns,call_median_ns,start_median_ns,"           \
	"exec_median_ns,main_median_ns,reap_median_ns,ratio,ratio_low,ratio_high,"                 \
	"floor_multiple,skipped,host,kernel,date,marginal_ns,marginal_low_ns,marginal_high_ns,"    \
	"per_second,per_second_low,per_second_high,scaling,scaling_low,scaling_high,stall_median_" \
	"ns,floor_multiple_low,floor_multiple_high,verdict,verdict_ratio,"                         \
	"verdict_low,verdict_high,verdict_margin,clock,guest,label,tags\r\n"
#define CSV_FIELDS  49
#define CSV_MACHINE ",box,6.1.0,2026-01-02T03:04:05Z,,,,,,,,,,,,,,,,,,ns,,,\r\n"

/*
 * The report without what stands behind the columns above, which were the first and keep their
 * order: a new column comes behind them and changes nothing here.
 */
static struct text first_columns(const struct result *result)
{
	struct text out = render("csv", result), cut = {0};
	bool quoted = false;
	size_t field = 0;

	for (const char *at = text_string(&out); *at; at++) {
		quoted = quoted != (*at == '"');
		if (!quoted && *at == ',')
			field++;
		if (!quoted && *at == '\r')
			field = 0;
		if (field < CSV_FIELDS)
			text_add_char(&cut, *at);
	}
	text_free(&out);
	return cut;
}

static void assert_first_columns(const struct result *result, const char *expected)
{
	struct text cut = first_columns(result);

	assert_string_equal(text_string(&cut), expected);
	text_free(&cut);
}

/* The field of that number in the row of the first case, which has no field in quotes. */
static char *csv_field(const struct result *result, size_t number)
{
	struct text out = first_columns(result);
	const char *at = text_string(&out) + strlen(CSV_HEADER);
	char *field;

	while (number-- > 0)
		at += strcspn(at, ",") + 1;
	field = strndup(at, strcspn(at, ",\r"));
	text_free(&out);
	return field;
}

static void csv_without_cases_is_its_header(void **state)
{
	struct result result = empty_run();

	(void)state;
	assert_first_columns(&result, CSV_HEADER);
	result_free(&result);
}

static void csv_has_a_row_a_case(void **state)
{
	struct result result = typical_run();

	(void)state;
	assert_first_columns(
		&result, CSV_HEADER
		"fork,fork,100,0,1,48000,60000,57000,63000,66000,18000,75000,90000,120000,"
		"240000,30000,,,,15000,,,,3," CSV_MACHINE
		"vfork:rss=1M,vfork,97,3,1,24000,30000,28500,31500,33000,9000,37500,45000,"
		"60000,120000,15000,,,,7500,0.5,0.45,0.55,1.5," CSV_MACHINE
		"clone3,clone3,,,,,,,,,,,,,,,,,,,,,,,the kernel refuses clone3: "
		"ENOSYS" CSV_MACHINE
		"floor,floor,100,0,1,16000,20000,19000,21000,22000,6000,25000,30000,40000,"
		"80000,10000,,,,5000,0.333333,0.3,0.366667,1," CSV_MACHINE);
	result_free(&result);
}

static void csv_has_the_spans_of_the_child(void **state)
{
	static const char *const expected[] = {"30000", "33000", "45000", "51000", "15000"};
	struct result result = typical_run();

	(void)state;
	add_phases(&result);
	for (size_t i = 0; i < LENGTH(expected); i++) {
		char *field = csv_field(&result, 15 + i);

		assert_string_equal(field, expected[i]);
		free(field);
	}
	result_free(&result);
}

/* A case that was measured for a while has counts, one that was not has none. */
static void csv_leaves_empty_what_was_not_measured(void **state)
{
	struct result result = empty_run();
	struct result_case *item;

	(void)state;
	add_case(&result, "fork", "fork");
	item = add_case(&result, "vfork", "vfork");
	measure_case(item, 1000);
	item->spans[SPAN_TOTAL] = item->spans[SPAN_CALL] = item->spans[SPAN_REAP] =
		unmeasured_span();
	item->samples = 0;
	item->floor_multiple = NAN;
	add_failure(item, "EAGAIN", 100);
	skip_case(item, "no more");
	facts_free(&result.host);
	assert_first_columns(&result, CSV_HEADER
			     "fork,fork,0,0,0,,,,,,,,,,,,,,,,,,,,,,,2026-01-02T03:04:05Z,,,,,"
			     ",,,,,,,,,,,,,ns,,,\r\n"
			     "vfork,vfork,0,100,1,,,,,,,,,,,,,,,,,,,,no more,,,"
			     "2026-01-02T03:04:05Z,,,,,,,,,,,,,,,,,,ns,,,\r\n");
	result_free(&result);
}

static void csv_times_have_up_to_three_decimals(void **state)
{
	static const struct {
		double ns;
		const char *field;
	} rows[] = {
		{0, "0"},
		{1, "1"},
		{100, "100"},
		{1234.5, "1234.5"},
		{1234.56, "1234.56"},
		{1234.5678, "1234.568"},
		{0.0004, "0"},
		{999.9996, "1000"},
		{1e15, "1000000000000000"},
		{1e20, "100000000000000000000"},
		{NAN, ""},
		{INFINITY, ""},
		{-INFINITY, ""},
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct result result = empty_run();
		char *field;

		add_case(&result, "fork", "fork")->spans[SPAN_TOTAL].median_ns = rows[i].ns;
		field = csv_field(&result, 6);
		assert_string_equal(field, rows[i].field);
		free(field);
		result_free(&result);
	}
}

/* What a file says may be any double; none is cut, and none crosses its room. */
static void csv_has_huge_times_in_full(void **state)
{
	static const double huge[] = {DBL_MAX, -DBL_MAX, 1e300, 123456789e200};

	(void)state;
	for (size_t i = 0; i < LENGTH(huge); i++) {
		struct result result = empty_run();
		char *field, *end;

		add_case(&result, "fork", "fork")->spans[SPAN_TOTAL].max_ns = huge[i];
		field = csv_field(&result, 14);
		assert_true(strlen(field) > 200);
		assert_null(strpbrk(field, ".e"));
		assert_same(strtod(field, &end), huge[i]);
		assert_string_equal(end, "");
		free(field);
		result_free(&result);
	}
}

static void csv_ratios_have_six_digits(void **state)
{
	static const struct {
		double ratio;
		const char *field;
	} rows[] = {
		{1, "1"},
		{2.5, "2.5"},
		{2.0 / 3, "0.666667"},
		{123456.7, "123457"},
		{1e-9, "1e-09"},
		{DBL_MAX, "1.79769e+308"},
		{NAN, ""},
		{INFINITY, ""},
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct result result = empty_run();
		char *field;

		add_case(&result, "fork", "fork")->ratio = rows[i].ratio;
		field = csv_field(&result, 20);
		assert_string_equal(field, rows[i].field);
		free(field);
		result_free(&result);
	}
}

static void csv_counts_are_whole(void **state)
{
	struct result result = empty_run();
	struct result_case *item = add_case(&result, "fork", "fork");
	char *field;

	(void)state;
	item->samples = 1234567890123;
	field = csv_field(&result, 2);
	assert_string_equal(field, "1234567890123");
	free(field);
	result_free(&result);
}

static void csv_quotes_where_it_must(void **state)
{
	static const char *const rows[][2] = {
		{"fork", "fork"},
		{"", ""},
		{" fork ", " fork "},
		{"fork:exec=/bin/echo a", "fork:exec=/bin/echo a"},
		{"fork:fds=3,rss=1M", "\"fork:fds=3,rss=1M\""},
		{"fork:exec=/x \"\"", "\"fork:exec=/x \"\"\"\"\""},
		{"\"", "\"\"\"\""},
		{"a\nb", "\"a\nb\""},
		{"a\rb", "\"a\rb\""},
		{"a\r\nb", "\"a\r\nb\""},
		{"gr\xc3\xb6\xc3\x9f"
		 "e\xff",
		 "gr\xc3\xb6\xc3\x9f"
		 "e\\xff"},
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct result result = empty_run();
		struct text expected = {0};

		skip_case(add_case(&result, rows[i][0], "fork"), rows[i][0]);
		text_printf(&expected, CSV_HEADER "%s,fork,,,,,,,,,,,,,,,,,,,,,,,%s" CSV_MACHINE,
			    rows[i][1], rows[i][1]);
		assert_first_columns(&result, text_string(&expected));
		text_free(&expected);
		result_free(&result);
	}
}

/* Names of the machine come from outside too. */
static void csv_quotes_the_machine(void **state)
{
	struct result result = empty_run();

	(void)state;
	facts_free(&result.host);
	add_fact(&result, "hostname", "a,b");
	add_fact(&result, "kernel", "\"6\"");
	add_case(&result, "fork", "fork");
	assert_first_columns(&result,
			     CSV_HEADER "fork,fork,0,0,0,,,,,,,,,,,,,,,,,,,,,\"a,b\",\"\"\"6\"\"\","
					"2026-01-02T03:04:05Z,,,,,,,,,,,,,,,,,,ns,,,\r\n");
	result_free(&result);
}

static void csv_rows_are_as_long_as_the_header(void **state)
{
	struct result result = typical_run();
	struct text out;
	size_t commas = 0, expected = 0;

	(void)state;
	add_phases(&result);
	out = render("csv", &result);
	for (const char *at = text_string(&out); *at; at++) {
		commas += *at == ',';
		if (*at != '\n')
			continue;
		assert_true(at[-1] == '\r');
		expected = expected ? expected : commas;
		assert_int_equal(commas, expected);
		assert_true(commas >= CSV_FIELDS - 1);
		commas = 0;
	}
	assert_string_equal(text_string(&out) + out.length - 2, "\r\n");
	text_free(&out);
	result_free(&result);
}

static void csv_says_what_counts_are(void **state)
{
	struct result result = typical_run();
	struct text out;

	(void)state;
	result.clock = QUANTITY_INSTRUCTIONS;
	result.guest = strdup("QEMU, emulated");
	out = first_columns(&result);
	assert_non_null(strstr(text_string(&out), ",instructions,\"QEMU, emulated\",,\r\n"));
	assert_null(strstr(text_string(&out), ",ns,,,"));
	text_free(&out);
	result_free(&result);
}

static void csv_has_the_marginal_cost_behind_the_date(void **state)
{
	static const char *const ends[] = {
		",2026-01-02T03:04:05Z,,,,,,,,,,,,,,,,,,ns,,,",
		",2026-01-02T03:04:05Z,1234.5,1000,1500,,,,,,,,,,,,,,,ns,,,",
		",2026-01-02T03:04:05Z,-400000,,,,,,,,,,,,,,,,,ns,,,",
		",2026-01-02T03:04:05Z,,,,,,,,,,,,,,,,,,ns,,,",
		",2026-01-02T03:04:05Z,,,,,,,,,,,,,,,,,,ns,,,"};
	struct result result = ablation();
	struct text out = first_columns(&result);
	char *save = NULL, *line = strtok_r(out.data, "\r\n", &save);

	(void)state;
	for (size_t i = 0; i < LENGTH(ends); i++) {
		line = strtok_r(NULL, "\r\n", &save);
		assert_non_null(line);
		assert_string_equal(line + strlen(line) - strlen(ends[i]), ends[i]);
	}
	text_free(&out);
	result_free(&result);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(csv_without_cases_is_its_header),
		cmocka_unit_test(csv_has_a_row_a_case),
		cmocka_unit_test(csv_has_the_spans_of_the_child),
		cmocka_unit_test(csv_leaves_empty_what_was_not_measured),
		cmocka_unit_test(csv_times_have_up_to_three_decimals),
		cmocka_unit_test(csv_has_huge_times_in_full),
		cmocka_unit_test(csv_ratios_have_six_digits),
		cmocka_unit_test(csv_counts_are_whole),
		cmocka_unit_test(csv_quotes_where_it_must),
		cmocka_unit_test(csv_quotes_the_machine),
		cmocka_unit_test(csv_rows_are_as_long_as_the_header),
		cmocka_unit_test(csv_has_the_marginal_cost_behind_the_date),
		cmocka_unit_test(csv_says_what_counts_are),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
