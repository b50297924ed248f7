/* test_report_formats: the list of formats, and what holds for each of them. */
#define _GNU_SOURCE
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "example_run.h"
#include <errno.h>

static const struct {
	const char *name;
	const char *ending;
	const char *summary;
} listed[] = {
	{"table", "txt", "for people, on a terminal"},
	{"csv", "csv", "a row a case (RFC 4180)"},
	{"json", "json", "everything, schema procbench/1"},
	{"html", "html", "a page with pictures, whole in itself"},
	{"markdown", "md", "for a pull request's comment or a step's summary"},
	{"hyperfine", NULL, "as hyperfine --export-json, times of launches"},
	{"gobench", NULL, "as go test -bench, for benchstat, a line a launch"},
	{"google", NULL, "JSON of Google Benchmark, a repetition a launch"},
	{"github", NULL, "github-action-benchmark, customSmallerIsBetter"},
	{"bencher", NULL, "Bencher Metric Format"},
	{"openmetrics", "prom", "OpenMetrics, for Prometheus's textfile collector"},
	{"junit", "xml", "JUnit's XML, a test case a case"},
};

#define NAMES                                                                             \
	"table, csv, json, html, markdown, hyperfine, gobench, google, github, bencher, " \
	"openmetrics, "                                                                   \
	"junit"

static void formats_are_listed_in_order(void **state)
{
	size_t count = 0;
	const struct report_format *formats = report_formats(&count);

	(void)state;
	assert_int_equal(count, LENGTH(listed));
	for (size_t i = 0; i < count; i++) {
		assert_string_equal(formats[i].name, listed[i].name);
		if (listed[i].ending)
			assert_string_equal(formats[i].ending, listed[i].ending);
		else
			assert_null(formats[i].ending);
		assert_string_equal(formats[i].summary, listed[i].summary);
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
		{"jsn", "unknown format 'jsn' (did you mean 'json'?): formats are " NAMES},
		{"tabel", "unknown format 'tabel' (did you mean 'table'?): formats are " NAMES},
		{"excel", "unknown format 'excel': formats are " NAMES},
		{"CSV", "unknown format 'CSV': formats are " NAMES},
		{"txt", "unknown format 'txt': formats are " NAMES},
		{"", "unknown format '': formats are " NAMES},
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct error error = {0};

		assert_null(report_format_named(rows[i][0], &error));
		assert_int_equal(error.code, EINVAL);
		assert_string_equal(error.text, rows[i][1]);
	}
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

	(void)state;
	for (size_t i = 0; i < LENGTH(paths); i++) {
		struct error error = {0};
		char expected[sizeof(error.text)];

		snprintf(expected, sizeof(expected),
			 "cannot tell the format of '%s' from its ending: say FORMAT:FILE "
			 "(formats are " NAMES ")",
			 paths[i]);
		assert_null(report_format_for(paths[i], &error));
		assert_int_equal(error.code, EINVAL);
		assert_string_equal(error.text, expected);
	}
}

static void a_report_is_added_to_what_is_there(void **state)
{
	struct result result = typical_run();

	(void)state;
	for (size_t i = 0; i < LENGTH(listed); i++) {
		struct text alone = render(listed[i].name, &result), out = {0};
		struct report_style style = {0};
		struct error error = {0};

		text_add(&out, "before  ");
		assert_int_equal(report_format_named(listed[i].name, &error)
					 ->write(&result, &style, &out, &error),
				 0);
		assert_memory_equal(text_string(&out), "before  ", 8);
		assert_string_equal(text_string(&out) + 8, text_string(&alone));
		text_free(&alone);
		text_free(&out);
	}
	result_free(&result);
}

static void a_report_that_has_no_memory_is_an_error(void **state)
{
	struct result result = typical_run();

	(void)state;
	for (size_t i = 0; i < LENGTH(listed); i++) {
		struct text out = {.failed = true};
		struct report_style style = {0};
		struct error error = {0};
		const struct report_format *format = report_format_named(listed[i].name, &error);

		assert_int_equal(format->write(&result, &style, &out, &error), -ENOMEM);
		assert_int_equal(error.code, ENOMEM);
		assert_string_equal(error.text, "out of memory");
		text_free(&out);
	}
	result_free(&result);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(formats_are_listed_in_order),
		cmocka_unit_test(a_format_is_found_by_its_name),
		cmocka_unit_test(an_unknown_format_is_refused_with_a_suggestion),
		cmocka_unit_test(the_ending_of_a_file_names_its_format),
		cmocka_unit_test(an_unknown_ending_is_refused),
		cmocka_unit_test(a_report_is_added_to_what_is_there),
		cmocka_unit_test(a_report_that_has_no_memory_is_an_error),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
