/* test_report_formats: the list of formats, and what holds for each of them. */
#define _GNU_SOURCE
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "example_run.h"
#include <errno.h>
#include <stdbool.h>

/* "table, csv, ..." */
static struct text names_of_formats(void)
{
	size_t count = 0;
	const struct report_format *formats = report_formats(&count);
	struct text names = {0};

	for (size_t i = 0; i < count; i++)
		text_printf(&names, "%s%s", i ? ", " : "", formats[i].name);
	return names;
}

static bool is_word(const char *text)
{
	return *text && strspn(text, "abcdefghijklmnopqrstuvwxyz") == strlen(text);
}

/* What is for people comes first; no two formats have a name or an ending in common. */
static void formats_have_names_and_endings_of_their_own(void **state)
{
	size_t count = 0;
	const struct report_format *formats = report_formats(&count);

	(void)state;
	assert_true(count >= 12);
	assert_string_equal(formats[0].name, "table");
	for (size_t i = 0; i < count; i++) {
		assert_true(is_word(formats[i].name));
		assert_true(!formats[i].ending || is_word(formats[i].ending));
		assert_true(strlen(formats[i].summary) > 0);
		for (size_t j = 0; j < i; j++) {
			assert_string_not_equal(formats[i].name, formats[j].name);
			if (formats[i].ending && formats[j].ending)
				assert_string_not_equal(formats[i].ending, formats[j].ending);
		}
	}
}

static void a_format_is_found_by_its_name(void **state)
{
	size_t count;
	const struct report_format *formats = report_formats(&count);
	struct error error = {0};

	(void)state;
	for (size_t i = 0; i < count; i++)
		assert_ptr_equal(report_format_named(formats[i].name, &error), &formats[i]);
	assert_int_equal(error.code, 0);
}

static void an_unknown_format_is_refused_with_a_suggestion(void **state)
{
	static const char *const rows[][2] = {
		{"jsn", "unknown format 'jsn' (did you mean 'json'?): formats are "},
		{"tabel", "unknown format 'tabel' (did you mean 'table'?): formats are "},
		{"excel", "unknown format 'excel': formats are "},
		{"CSV", "unknown format 'CSV': formats are "},
		{"txt", "unknown format 'txt': formats are "},
		{"", "unknown format '': formats are "},
	};

	struct text names = names_of_formats();

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct text expected = {0};
		struct error error = {0};

		assert_null(report_format_named(rows[i][0], &error));
		assert_int_equal(error.code, EINVAL);
		text_printf(&expected, "%s%s", rows[i][1], text_string(&names));
		assert_string_equal(error.text, text_string(&expected));
		text_free(&expected);
	}
	text_free(&names);
}

static void the_ending_of_a_file_names_its_format(void **state)
{
	static const char *const rows[][2] = {
		{"run.csv", "csv"},          {"run.json", "json"},          {"run.txt", "table"},
		{"/tmp/a.b/run.csv", "csv"}, {"./run.csv.json", "json"},    {".csv", "csv"},
		{"../run.txt", "table"},     {"/tmp/x.csv/y.txt", "table"},
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct error error = {0};
		const struct report_format *format = report_format_for(rows[i][0], &error);

		assert_non_null(format);
		assert_string_equal(format->name, rows[i][1]);
		assert_int_equal(error.code, 0);
	}
}

/* Also where a folder's name has an ending, or the file has the name of a format. */
static void an_unknown_ending_is_refused(void **state)
{
	static const char *const paths[] = {
		"run", "run.",     "run.yaml",  "run.CSV", "run.table",
		"csv", "run.csv~", "a.csv/run", "",
	};

	struct text names = names_of_formats();

	(void)state;
	for (size_t i = 0; i < LENGTH(paths); i++) {
		struct text expected = {0};
		struct error error = {0};

		text_printf(&expected,
			    "unknown file extension in '%s': use FORMAT:FILE "
			    "(formats are %s)",
			    paths[i], text_string(&names));
		assert_null(report_format_for(paths[i], &error));
		assert_int_equal(error.code, EINVAL);
		assert_string_equal(error.text, text_string(&expected));
		text_free(&expected);
	}
	text_free(&names);
}

static void a_report_is_added_to_what_is_there(void **state)
{
	size_t count = 0;
	const struct report_format *formats = report_formats(&count);
	struct result result = typical_run();

	(void)state;
	for (size_t i = 0; i < count; i++) {
		struct text alone = render(formats[i].name, &result), out = {0};
		struct report_style style = {0};
		struct error error = {0};

		text_add(&out, "before  ");
		assert_int_equal(formats[i].write(&result, &style, &out, &error), 0);
		assert_memory_equal(text_string(&out), "before  ", 8);
		assert_string_equal(text_string(&out) + 8, text_string(&alone));
		text_free(&alone);
		text_free(&out);
	}
	result_free(&result);
}

static void a_report_that_has_no_memory_is_an_error(void **state)
{
	size_t count = 0;
	const struct report_format *formats = report_formats(&count);
	struct result result = typical_run();

	(void)state;
	for (size_t i = 0; i < count; i++) {
		struct text out = {.failed = true};
		struct report_style style = {0};
		struct error error = {0};

		assert_int_equal(formats[i].write(&result, &style, &out, &error), -ENOMEM);
		assert_int_equal(error.code, ENOMEM);
		assert_string_equal(error.text, "out of memory");
		text_free(&out);
	}
	result_free(&result);
}

/* One measured case, under a name that each of the two would misread. */
static struct result run_with_a_hostile_name(void)
{
	struct result result = empty_run();
	struct result_case *item = add_case(&result, "#a: b%\t\xc3\xa9", "fork");

	measure_case(item, 60000);
	item->floor_multiple = 0.00004;
	return result;
}

static void assert_report(const char *format, const struct result *result,
			  struct report_style style, const char *expected)
{
	struct text report = render_as(format, result, style);

	assert_string_equal(text_string(&report), expected);
	text_free(&report);
}

/* Fields end at tabs; compare-mmtests.pl separates columns by blanks. */
static void mmtests_gets_one_word_per_field(void **state)
{
	struct result result = run_with_a_hostile_name();

	(void)state;
	result.cases[0].launches[0].span_ns[SPAN_CALL] = 30000.5;
	assert_report("mmtests", &result, (struct report_style){0},
		      "total_ns\t#a:%20b%25%09%C3%A9\t_\t1\t60000\tR\n"
		      "call_ns\t#a:%20b%25%09%C3%A9\t_\t1\t30000.5\t_\n");
	result.clock = QUANTITY_INSTRUCTIONS;
	result.cases[0].launches[0].stamped = true;
	result.cases[0].launches[0].span_ns[SPAN_MAIN] = 40000;
	assert_report("mmtests", &result, (struct report_style){0},
		      "main_instructions\t#a:%20b%25%09%C3%A9\t_\t1\t40000\t_\n");
	result_free(&result);
}

/* A key ends at the first ": ", a line that begins with '#' is a comment, and 4e-05 would be 4. */
static void lkp_gets_a_word_and_a_number_without_exponent(void **state)
{
	struct result result = run_with_a_hostile_name();

	(void)state;
	assert_report("lkp", &result,
		      (struct report_style){.columns = "p50,floor_multiple,ratio,verdict"},
		      "%23a:%20b%25%09%C3%A9.median_ns: 60000\n"
		      "%23a:%20b%25%09%C3%A9.floor_multiple: 0.00004\n");
	result.clock = QUANTITY_INSTRUCTIONS;
	assert_report("lkp", &result, (struct report_style){.columns = "+failed,max_rss,min"},
		      "%23a:%20b%25%09%C3%A9.failed: 0\n"
		      "%23a:%20b%25%09%C3%A9.median_instructions: 60000\n"
		      "%23a:%20b%25%09%C3%A9.mean_instructions: 66000\n"
		      "%23a:%20b%25%09%C3%A9.p99_instructions: 90000\n"
		      "%23a:%20b%25%09%C3%A9.max_instructions: 240000\n"
		      "%23a:%20b%25%09%C3%A9.call_median_instructions: 30000\n"
		      "%23a:%20b%25%09%C3%A9.reap_median_instructions: 15000\n"
		      "%23a:%20b%25%09%C3%A9.floor_multiple: 0.00004\n"
		      "%23a:%20b%25%09%C3%A9.min_instructions: 48000\n");
	result_free(&result);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(formats_have_names_and_endings_of_their_own),
		cmocka_unit_test(a_format_is_found_by_its_name),
		cmocka_unit_test(an_unknown_format_is_refused_with_a_suggestion),
		cmocka_unit_test(the_ending_of_a_file_names_its_format),
		cmocka_unit_test(an_unknown_ending_is_refused),
		cmocka_unit_test(a_report_is_added_to_what_is_there),
		cmocka_unit_test(a_report_that_has_no_memory_is_an_error),
		cmocka_unit_test(mmtests_gets_one_word_per_field),
		cmocka_unit_test(lkp_gets_a_word_and_a_number_without_exponent),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
