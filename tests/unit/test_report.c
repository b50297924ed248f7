/*
 * test_report: the bytes of each format, of one run that is written down here: an interval, a case
 * that was skipped, failures, hostile names, what was not measured.
 */
#define _GNU_SOURCE
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "near.h"
#include "procbench/report/report.h"

#include <errno.h>
#include <float.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

/* JSON has twelve digits of a number that is not whole. */
#define TOLERANCE 1e-6

/* ---- a run, written down ---- */

static struct result_span unmeasured_span(void)
{
	return (struct result_span){0, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN};
}

/* A case of which nothing was measured. */
static struct result_case *add_case(struct result *result, const char *spec, const char *method)
{
	size_t size = (result->case_count + 1) * sizeof(*result->cases);
	struct result_case *item;

	result->cases = realloc(result->cases, size);
	assert_non_null(result->cases);
	item = &result->cases[result->case_count++];
	*item = (struct result_case){.spec = strdup(spec), .method = strdup(method)};
	for (int span = 0; span < SPAN_COUNT; span++)
		item->spans[span] = unmeasured_span();
	item->minor_faults = item->parent_faults = item->probe_ns = item->floor_multiple = NAN;
	item->user_ns = item->system_ns = NAN;
	item->marginal_ns = item->marginal_low_ns = item->marginal_high_ns = NAN;
	item->per_second = item->per_second_low = item->per_second_high = NAN;
	item->scaling = item->scaling_low = item->scaling_high = NAN;
	item->ratio = item->ratio_low = item->ratio_high = NAN;
	item->ratio_p = item->ratio_p_holm = NAN;
	return item;
}

static void skip_case(struct result_case *item, const char *why)
{
	item->skipped = strdup(why);
}

/* All that is said of times is a multiple, each another one, of one time, which the median is. */
static struct result_span measured_span(double ns)
{
	return (struct result_span){100,      ns * 0.8,  ns,       ns * 0.95, ns * 1.05, ns * 1.1,
				    ns * 0.3, ns * 1.25, ns * 1.5, ns * 2,    ns * 4};
}

static void measure_case(struct result_case *item, double ns)
{
	item->samples = 100;
	item->stopped_by = "iters";
	item->launches = calloc(1, sizeof(*item->launches));
	assert_non_null(item->launches);
	item->launch_count = 1;
	item->launches[0] = (struct result_launch){.round = 3, .order = 1, .samples = 100};
	item->launches[0].median_ns = ns;
	for (int span = 0; span < SPAN_COUNT; span++)
		item->launches[0].span_ns[span] = NAN;
	item->launches[0].span_ns[SPAN_TOTAL] = ns;
	item->spans[SPAN_TOTAL] = measured_span(ns);
	item->spans[SPAN_CALL] = measured_span(ns / 2);
	item->spans[SPAN_REAP] = measured_span(ns / 4);
	item->floor_multiple = ns / 20000;
}

static void relate_case(struct result_case *item, double ratio)
{
	item->ratio = ratio;
	item->ratio_low = ratio * 0.9;
	item->ratio_high = ratio * 1.1;
	item->ratio_p = 0.03125;
	item->ratio_p_holm = 0.0625;
}

static void add_failure(struct result_case *item, const char *name, uint64_t count)
{
	size_t size = (item->failure_count + 1) * sizeof(*item->failures);

	item->failures = realloc(item->failures, size);
	assert_non_null(item->failures);
	item->failures[item->failure_count++] = (struct result_failure){strdup(name), count};
	item->failed += count;
}

static void add_key(struct result_case *item, const char *name, const char *string, double number)
{
	size_t size = (item->key_count + 1) * sizeof(*item->keys);

	item->keys = realloc(item->keys, size);
	assert_non_null(item->keys);
	item->keys[item->key_count++] =
		(struct result_key){strdup(name), !string, number, string ? strdup(string) : NULL};
}

static void add_fact(struct result *result, const char *name, const char *value)
{
	assert_int_equal(facts_add(&result->host, name, value), 0);
}

static struct result empty_run(void)
{
	struct result result = {.version = strdup("0.1.0"),
				.date = strdup("2026-01-02T03:04:05Z"),
				.headline = strdup("time from the call until the child is reaped"),
				.iters = 100,
				.precision = 0.01,
				.time_ns = 10000000000,
				.warmup = 10,
				.rounds = 8,
				.timeout_ns = 5000000000,
				.seed = 9223372036854775807};

	add_fact(&result, "hostname", "box");
	add_fact(&result, "kernel", "6.1.0");
	return result;
}

/* fork, vfork with failures, clone3 that is not to be had, and the floor. */
static struct result typical_run(void)
{
	struct result result = empty_run();
	struct result_case *item = add_case(&result, "fork", "fork");

	measure_case(item, 60000);
	item = add_case(&result, "vfork:rss=1M", "vfork");
	measure_case(item, 30000);
	relate_case(item, 0.5);
	item->samples = 97;
	add_failure(item, "EAGAIN", 2);
	add_failure(item, "timeout", 1);
	skip_case(add_case(&result, "clone3", "clone3"), "the kernel refuses clone3: ENOSYS");
	item = add_case(&result, "floor", "floor");
	measure_case(item, 20000);
	relate_case(item, 1.0 / 3);
	item->implied = true;
	return result;
}

static struct text render_as(const char *format, const struct result *result,
			     struct report_style style)
{
	struct error error = {0};
	const struct report_format *found = report_format_named(format, &error);
	struct text out = {0};

	assert_non_null(found);
	assert_int_equal(found->write(result, &style, &out, &error), 0);
	assert_int_equal(strlen(text_string(&out)), out.length);
	return out;
}

static struct text render(const char *format, const struct result *result)
{
	return render_as(format, result, (struct report_style){0});
}

static void assert_rendered(const char *format, const struct result *result,
			    struct report_style style, const char *expected)
{
	struct text out = render_as(format, result, style);

	assert_string_equal(text_string(&out), expected);
	text_free(&out);
}

/* The stamped launches of a run with --phases; the second case's child has no code of ours. */
static void add_phases(struct result *result)
{
	result->phases = true;
	result->cases[0].spans[SPAN_START] = measured_span(33000);
	result->cases[0].spans[SPAN_EXEC] = measured_span(45000);
	result->cases[0].spans[SPAN_MAIN] = measured_span(51000);
	result->cases[0].probe_ns = -600;
	result->cases[1].spans[SPAN_EXEC] = measured_span(24000);
	result->cases[1].probe_ns = 1250;
}

/* ---- formats ---- */

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

/* ---- CSV ---- */

#define CSV_HEADER                                                                                 \
	"case,method,samples,failed,launches,min_ns,median_ns,median_low_ns,median_high_ns,"       \
	"mean_ns,stddev_ns,p90_ns,p99_ns,p999_ns,max_ns,call_median_ns,start_median_ns,"           \
	"exec_median_ns,main_median_ns,reap_median_ns,ratio,ratio_low,ratio_high,"                 \
	"floor_multiple,skipped,host,kernel,date,marginal_ns,marginal_low_ns,marginal_high_ns,"    \
	"per_second,per_second_low,per_second_high,scaling,scaling_low,scaling_high,stall_median_" \
	"ns\r\n"
#define CSV_FIELDS  38
#define CSV_MACHINE ",box,6.1.0,2026-01-02T03:04:05Z,,,,,,,,,,\r\n"

/* The field of that number in the row of the first case, which has no field in quotes. */
static char *csv_field(const struct result *result, size_t number)
{
	struct text out = render("csv", result);
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
	assert_rendered("csv", &result, (struct report_style){0}, CSV_HEADER);
	result_free(&result);
}

static void csv_has_a_row_a_case(void **state)
{
	struct result result = typical_run();

	(void)state;
	assert_rendered("csv", &result, (struct report_style){.color = true, .width = 30},
			CSV_HEADER
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
	assert_rendered("csv", &result, (struct report_style){0},
			CSV_HEADER
			"fork,fork,0,0,0,,,,,,,,,,,,,,,,,,,,,,,2026-01-02T03:04:05Z,,,,,,,,,,\r\n"
			"vfork,vfork,0,100,1,,,,,,,,,,,,,,,,,,,,no more,,,"
			"2026-01-02T03:04:05Z,,,,,,,,,,\r\n");
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
		 "e\xff"},
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct result result = empty_run();
		struct text expected = {0};

		skip_case(add_case(&result, rows[i][0], "fork"), rows[i][0]);
		text_printf(&expected, CSV_HEADER "%s,fork,,,,,,,,,,,,,,,,,,,,,,,%s" CSV_MACHINE,
			    rows[i][1], rows[i][1]);
		assert_rendered("csv", &result, (struct report_style){0}, text_string(&expected));
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
	assert_rendered("csv", &result, (struct report_style){0},
			CSV_HEADER "fork,fork,0,0,0,,,,,,,,,,,,,,,,,,,,,\"a,b\",\"\"\"6\"\"\","
				   "2026-01-02T03:04:05Z,,,,,,,,,,\r\n");
	result_free(&result);
}

static void csv_rows_are_as_long_as_the_header(void **state)
{
	struct result result = typical_run();
	struct text out;
	size_t commas = 0;

	(void)state;
	add_phases(&result);
	out = render("csv", &result);
	for (const char *at = text_string(&out); *at; at++) {
		commas += *at == ',';
		if (*at != '\n')
			continue;
		assert_true(at[-1] == '\r');
		assert_int_equal(commas, CSV_FIELDS - 1);
		commas = 0;
	}
	assert_string_equal(text_string(&out) + out.length - 2, "\r\n");
	text_free(&out);
	result_free(&result);
}

/* ---- JSON ---- */

/* A member of an object, and a letter for each type that it may have. */
struct member {
	const char *name;
	const char *types; /* string integer real bool (true or false) object array - (null) */
};

static const struct member result_members[] = {
	{"schema", "s"},   {"tool", "o"},        {"date", "s"},    {"host", "o"},
	{"settings", "o"}, {"headline", "s"},    {"partial", "b"}, {"warnings", "a"},
	{"cases", "a"},    {"comparisons", "a"}, {"fits", "a"},    {"crossovers", "a"},
};
static const struct member tool_members[] = {{"name", "s"}, {"version", "s"}};
static const struct member settings_members[] = {
	{"iters", "i-"}, {"precision", "ir"}, {"time_ns", "i"}, {"warmup", "i"},
	{"rounds", "i"}, {"timeout_ns", "i"}, {"phases", "b"},  {"seed", "i"},
};
static const struct member case_members[] = {
	{"case", "s"},
	{"method", "s"},
	{"keys", "o"},
	{"implied", "b"},
	{"skipped", "s-"},
	{"samples", "i"},
	{"failed", "i"},
	{"errors", "o"},
	{"launches_lost", "i"},
	{"stopped_by", "s-"},
	{"spans", "o"},
	{"minor_faults", "ir-"},
	{"parent_faults", "ir-"},
	{"user_ns", "ir-"},
	{"system_ns", "ir-"},
	{"probe_ns", "ir-"},
	{"ratio", "o-"},
	{"floor_multiple", "ir-"},
	{"marginal", "o-"},
	{"per_second", "ir-"},
	{"per_second_low", "ir-"},
	{"per_second_high", "ir-"},
	{"scaling", "ir-"},
	{"scaling_low", "ir-"},
	{"scaling_high", "ir-"},
	{"launches", "a"},
	{"histogram", "a"},
};
static const struct member spans_members[] = {
	{"total", "o"}, {"call", "o"}, {"start", "o"}, {"exec", "o"},
	{"main", "o"},  {"reap", "o"}, {"stall", "o"},
};
static const struct member span_members[] = {
	{"samples", "i"},         {"min_ns", "ir-"},         {"median_ns", "ir-"},
	{"median_low_ns", "ir-"}, {"median_high_ns", "ir-"}, {"mean_ns", "ir-"},
	{"stddev_ns", "ir-"},     {"p90_ns", "ir-"},         {"p99_ns", "ir-"},
	{"p999_ns", "ir-"},       {"max_ns", "ir-"},
};
static const struct member ratio_members[] = {
	{"to", "s"},     {"value", "ir"}, {"low", "ir-"},
	{"high", "ir-"}, {"p", "ir-"},    {"p_holm", "ir-"},
};
static const struct member launch_members[] = {
	{"round", "i"},          {"order", "i"},        {"stamped", "b"},
	{"samples", "i"},        {"failed", "i"},       {"median_ns", "ir-"},
	{"span_median_ns", "o"}, {"per_second", "ir-"}, {"cpu_ns", "ir-"},
};

static char letter_of(const json_t *value)
{
	switch (json_typeof(value)) {
	case JSON_STRING:
		return 's';
	case JSON_INTEGER:
		return 'i';
	case JSON_REAL:
		return 'r';
	case JSON_TRUE:
	case JSON_FALSE:
		return 'b';
	case JSON_OBJECT:
		return 'o';
	case JSON_ARRAY:
		return 'a';
	default:
		return '-';
	}
}

/* These members, of these types, in this order, and no others. */
static void check_members(json_t *object, const struct member *members, size_t count)
{
	void *at = json_object_iter(object);

	assert_int_equal(json_object_size(object), count);
	for (size_t i = 0; i < count; i++, at = json_object_iter_next(object, at)) {
		assert_string_equal(json_object_iter_key(at), members[i].name);
		if (!strchr(members[i].types, letter_of(json_object_iter_value(at))))
			fail_msg("%s has the type '%c'", members[i].name,
				 letter_of(json_object_iter_value(at)));
	}
}

#define CHECK_MEMBERS(object, members) check_members(object, members, LENGTH(members))

/* The report read again; the caller releases it. */
static json_t *json_of(const struct result *result)
{
	struct text out = render("json", result);
	json_error_t error;
	json_t *json = json_loads(text_string(&out), JSON_REJECT_DUPLICATES, &error);

	if (!json)
		fail_msg("line %d: %s", error.line, error.text);
	assert_string_equal(text_string(&out) + out.length - 2, "}\n");
	text_free(&out);
	return json;
}

/* What stands at a path of names and numbers: "cases.0.spans.total". */
static json_t *json_at(json_t *json, const char *path)
{
	while (json && *path) {
		size_t length = strcspn(path, ".");
		char *name = strndup(path, length);

		json = json_is_array(json) ? json_array_get(json, strtoul(name, NULL, 10))
					   : json_object_get(json, name);
		if (!json)
			fail_msg("no '%s'", name);
		free(name);
		path += length + (path[length] == '.');
	}
	return json;
}

static void check_number(json_t *json, const char *path, double expected)
{
	json_t *value = json_at(json, path);

	if (isnan(expected))
		assert_true(json_is_null(value));
	else
		assert_true(json_is_number(value));
	if (!isnan(expected))
		assert_near(json_number_value(value), expected, TOLERANCE);
}

/* NULL is null. */
static void check_string(json_t *json, const char *path, const char *expected)
{
	json_t *value = json_at(json, path);

	if (!expected)
		assert_true(json_is_null(value));
	else
		assert_string_equal(json_string_value(value), expected);
}

static void check_case_schema(json_t *item)
{
	json_t *spans = json_object_get(item, "spans"), *ratio = json_object_get(item, "ratio"),
	       *value;
	const char *name;
	size_t i;

	CHECK_MEMBERS(item, case_members);
	CHECK_MEMBERS(spans, spans_members);
	json_object_foreach(spans, name, value) CHECK_MEMBERS(value, span_members);
	if (json_is_object(ratio))
		CHECK_MEMBERS(ratio, ratio_members);
	json_array_foreach(json_object_get(item, "launches"), i, value)
		CHECK_MEMBERS(value, launch_members);
}

static void json_has_all_names_of_the_schema(void **state)
{
	struct result result = typical_run();
	json_t *json, *item;
	size_t i;

	(void)state;
	add_phases(&result);
	assert_int_equal(result_warn(&result, "loud"), 0);
	json = json_of(&result);
	CHECK_MEMBERS(json, result_members);
	CHECK_MEMBERS(json_at(json, "tool"), tool_members);
	CHECK_MEMBERS(json_at(json, "settings"), settings_members);
	assert_int_equal(json_array_size(json_at(json, "cases")), 4);
	json_array_foreach(json_at(json, "cases"), i, item) check_case_schema(item);
	json_decref(json);
	result_free(&result);
}

static void json_says_what_was_run(void **state)
{
	struct result result = typical_run();
	json_t *json;

	(void)state;
	assert_int_equal(result_warn(&result, "the load is 5: wait"), 0);
	assert_int_equal(result_warn(&result, "a \"second\"\n"), 0);
	json = json_of(&result);
	check_string(json, "schema", "procbench/1");
	check_string(json, "tool.name", "procbench");
	check_string(json, "tool.version", "0.1.0");
	check_string(json, "date", "2026-01-02T03:04:05Z");
	check_string(json, "headline", "time from the call until the child is reaped");
	assert_int_equal(json_array_size(json_at(json, "warnings")), 2);
	check_string(json, "warnings.0", "the load is 5: wait");
	check_string(json, "warnings.1", "a \"second\"\n");
	assert_true(json_is_false(json_at(json, "partial")));
	json_decref(json);
	result.partial = true;
	json = json_of(&result);
	assert_true(json_is_true(json_at(json, "partial")));
	json_decref(json);
	result_free(&result);
}

static void json_says_the_settings(void **state)
{
	struct result result = empty_run();
	json_t *json = json_of(&result);

	(void)state;
	check_number(json, "settings.iters", 100);
	check_number(json, "settings.precision", 0.01);
	check_number(json, "settings.time_ns", 10000000000);
	check_number(json, "settings.warmup", 10);
	check_number(json, "settings.rounds", 8);
	check_number(json, "settings.timeout_ns", 5000000000);
	/* to the last digit, for the seed is typed again */
	assert_true(json_integer_value(json_at(json, "settings.seed")) == INT64_MAX);
	assert_true(json_is_false(json_at(json, "settings.phases")));
	json_decref(json);
	result.iters = 0;
	result.phases = true;
	json = json_of(&result);
	check_string(json, "settings.iters", NULL);
	assert_true(json_is_true(json_at(json, "settings.phases")));
	json_decref(json);
	result_free(&result);
}

/* Facts are text or numbers, whatever their text looks like. */
static void json_has_numbers_of_the_machine(void **state)
{
	struct result result = empty_run();
	json_t *json;

	(void)state;
	assert_int_equal(facts_add_number(&result.host, "memory_bytes", 8589934592), 0);
	assert_int_equal(facts_add_number(&result.host, "clock_read_ns", 21.5), 0);
	assert_int_equal(facts_add_number(&result.host, "load", 0.25), 0);
	assert_int_equal(facts_add_number(&result.host, "lost", NAN), 0);
	add_fact(&result, "cpus_isolated", "2-3");
	add_fact(&result, "l2_bytes", "");
	add_fact(&result, "microcode", "42");
	json = json_of(&result);
	assert_int_equal(json_object_size(json_at(json, "host")), 2 + 6);
	check_string(json, "host.hostname", "box");
	check_number(json, "host.memory_bytes", 8589934592);
	check_number(json, "host.clock_read_ns", 21.5);
	check_number(json, "host.load", 0.25);
	check_string(json, "host.cpus_isolated", "2-3");
	check_string(json, "host.l2_bytes", "");
	check_string(json, "host.microcode", "42");
	json_decref(json);
	result_free(&result);
}

static void json_has_every_figure_of_a_span(void **state)
{
	static const struct {
		const char *path;
		double value;
	} rows[] = {
		{"cases.0.spans.total.samples", 100},
		{"cases.0.spans.total.min_ns", 48000},
		{"cases.0.spans.total.median_ns", 60000},
		{"cases.0.spans.total.median_low_ns", 57000},
		{"cases.0.spans.total.median_high_ns", 63000},
		{"cases.0.spans.total.mean_ns", 66000},
		{"cases.0.spans.total.stddev_ns", 18000},
		{"cases.0.spans.total.p90_ns", 75000},
		{"cases.0.spans.total.p99_ns", 90000},
		{"cases.0.spans.total.p999_ns", 120000},
		{"cases.0.spans.total.max_ns", 240000},
		{"cases.0.spans.call.median_ns", 30000},
		{"cases.0.spans.start.median_ns", 33000},
		{"cases.0.spans.exec.median_ns", 45000},
		{"cases.0.spans.main.median_ns", 51000},
		{"cases.0.spans.reap.median_ns", 15000},
		{"cases.0.probe_ns", -600},
		{"cases.0.floor_multiple", 3},
		{"cases.1.spans.start.samples", 0},
		{"cases.1.spans.start.median_ns", NAN},
		{"cases.1.spans.exec.median_ns", 24000},
		{"cases.1.probe_ns", 1250},
	};
	struct result result = typical_run();
	json_t *json;

	(void)state;
	add_phases(&result);
	json = json_of(&result);
	for (size_t i = 0; i < LENGTH(rows); i++)
		check_number(json, rows[i].path, rows[i].value);
	json_decref(json);
	result_free(&result);
}

static void json_says_how_a_case_went(void **state)
{
	struct result result = typical_run();
	json_t *json;

	(void)state;
	result.cases[1].launches_lost = 2;
	result.cases[1].minor_faults = 61.25;
	result.cases[1].parent_faults = 17.5;
	json = json_of(&result);
	check_string(json, "cases.1.case", "vfork:rss=1M");
	check_string(json, "cases.1.method", "vfork");
	check_string(json, "cases.1.skipped", NULL);
	check_string(json, "cases.1.stopped_by", "iters");
	check_number(json, "cases.1.samples", 97);
	check_number(json, "cases.1.failed", 3);
	check_number(json, "cases.1.launches_lost", 2);
	check_number(json, "cases.1.minor_faults", 61.25);
	check_number(json, "cases.1.parent_faults", 17.5);
	assert_int_equal(json_object_size(json_at(json, "cases.1.errors")), 2);
	check_number(json, "cases.1.errors.EAGAIN", 2);
	check_number(json, "cases.1.errors.timeout", 1);
	assert_int_equal(json_object_size(json_at(json, "cases.0.errors")), 0);
	assert_true(json_is_false(json_at(json, "cases.1.implied")));
	assert_true(json_is_true(json_at(json, "cases.3.implied")));
	json_decref(json);
	result_free(&result);
}

static void json_says_why_a_case_was_skipped(void **state)
{
	static const char *const nulls[] = {
		"stopped_by", "minor_faults",   "parent_faults",        "probe_ns",
		"ratio",      "floor_multiple", "spans.total.median_ns"};
	struct result result = typical_run();
	json_t *json = json_of(&result);

	(void)state;
	check_string(json, "cases.2.skipped", "the kernel refuses clone3: ENOSYS");
	check_number(json, "cases.2.samples", 0);
	assert_int_equal(json_array_size(json_at(json, "cases.2.launches")), 0);
	for (size_t i = 0; i < LENGTH(nulls); i++)
		check_string(json_at(json, "cases.2"), nulls[i], NULL);
	json_decref(json);
	result_free(&result);
}

static void json_ratios_say_to_what(void **state)
{
	struct result result = typical_run();
	json_t *json;

	(void)state;
	result.cases[3].ratio_low = result.cases[3].ratio_high = NAN;
	json = json_of(&result);
	check_string(json, "cases.0.ratio", NULL);
	check_string(json, "cases.1.ratio.to", "fork");
	check_number(json, "cases.1.ratio.value", 0.5);
	check_number(json, "cases.1.ratio.low", 0.45);
	check_number(json, "cases.1.ratio.high", 0.55);
	check_number(json, "cases.1.ratio.p", 0.03125);
	check_number(json, "cases.1.ratio.p_holm", 0.0625);
	/* of too few rounds */
	check_number(json, "cases.3.ratio.value", 1.0 / 3);
	check_number(json, "cases.3.ratio.low", NAN);
	check_number(json, "cases.3.ratio.high", NAN);
	json_decref(json);
	result_free(&result);
}

static void json_keys_are_numbers_or_text(void **state)
{
	struct result result = empty_run();
	struct result_case *item = add_case(&result, "fork", "fork");
	json_t *json;

	(void)state;
	add_key(item, "exec", "/bin/echo \"a\",b", NAN);
	add_key(item, "image", "", NAN);
	add_key(item, "rss", NULL, 1073741824);
	add_key(item, "vmas", NULL, 0);
	json = json_of(&result);
	assert_int_equal(json_object_size(json_at(json, "cases.0.keys")), 4);
	check_string(json, "cases.0.keys.exec", "/bin/echo \"a\",b");
	check_string(json, "cases.0.keys.image", "");
	assert_true(json_integer_value(json_at(json, "cases.0.keys.rss")) == 1073741824);
	check_number(json, "cases.0.keys.vmas", 0);
	json_decref(json);
	result_free(&result);
}

static void json_has_every_launch(void **state)
{
	struct result result = typical_run();
	struct result_launch *launch = result.cases[0].launches;
	json_t *json;

	(void)state;
	launch->stamped = true;
	launch->failed = 5;
	launch->median_ns = launch->span_ns[SPAN_TOTAL] = 60000.5;
	launch->span_ns[SPAN_EXEC] = 45000;
	json = json_of(&result);
	assert_int_equal(json_array_size(json_at(json, "cases.0.launches")), 1);
	check_number(json, "cases.0.launches.0.round", 3);
	check_number(json, "cases.0.launches.0.order", 1);
	check_number(json, "cases.0.launches.0.samples", 100);
	check_number(json, "cases.0.launches.0.failed", 5);
	check_number(json, "cases.0.launches.0.median_ns", 60000.5);
	assert_true(json_is_true(json_at(json, "cases.0.launches.0.stamped")));
	assert_true(json_is_false(json_at(json, "cases.1.launches.0.stamped")));
	/* what a launch did not measure is not there */
	assert_int_equal(json_object_size(json_at(json, "cases.0.launches.0.span_median_ns")), 2);
	check_number(json, "cases.0.launches.0.span_median_ns.total", 60000.5);
	check_number(json, "cases.0.launches.0.span_median_ns.exec", 45000);
	json_decref(json);
	result_free(&result);
}

static void json_numbers_are_whole_exact_or_null(void **state)
{
	static const struct {
		double ns;
		char type;
		double read;
	} rows[] = {
		{0, 'i', 0},         {60000, 'i', 60000},
		{-600, 'i', -600},   {8999999999999999, 'i', 8999999999999999},
		{0.5, 'r', 0.5},     {1234.5678, 'r', 1234.5678},
		{1e16, 'r', 1e16},   {1e300, 'r', 1e300},
		{NAN, '-', 0},       {INFINITY, '-', 0},
		{-INFINITY, '-', 0},
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct result result = empty_run();
		json_t *json, *value;

		add_case(&result, "fork", "fork")->probe_ns = rows[i].ns;
		json = json_of(&result);
		value = json_at(json, "cases.0.probe_ns");
		assert_int_equal(letter_of(value), rows[i].type);
		assert_same(json_number_value(value), rows[i].read);
		json_decref(json);
		result_free(&result);
	}
}

/* A path need not be UTF-8, JSON must be. What is UTF-8 stays, control characters too. */
static void json_names_that_are_not_utf8_become_visible(void **state)
{
	static const char *const rows[][2] = {
		{"fork:image=/gr\xc3\xb6\xc3\x9f"
		 "e",
		 "fork:image=/gr\xc3\xb6\xc3\x9f"
		 "e"},
		{"\xf0\x9f\x90\xa7", "\xf0\x9f\x90\xa7"},
		{"a\033[2J\n\"\\", "a\033[2J\n\"\\"},
		{"fork:image=/\xff", "fork:image=/\\xff"},
		{"gr\xf6\xdf"
		 "e",
		 "gr\\xf6\\xdfe"},
		{"\xc3\xb6\xff\n", "\xc3\xb6\\xff\\x0a"},
		{"\xed\xa0\x80", "\\xed\\xa0\\x80"},          /* a surrogate */
		{"\xc0\xaf", "\\xc0\\xaf"},                   /* longer than it need be */
		{"\xf4\x90\x80\x80", "\\xf4\\x90\\x80\\x80"}, /* beyond the last */
		{"\xe2\x82", "\\xe2\\x82"},                   /* cut off */
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct result result = empty_run();
		struct result_case *item = add_case(&result, rows[i][0], "fork");
		json_t *json;

		skip_case(item, rows[i][0]);
		add_key(item, "image", rows[i][0], NAN);
		assert_int_equal(result_warn(&result, "%s", rows[i][0]), 0);
		add_fact(&result, "cpu_model", rows[i][0]);
		json = json_of(&result);
		check_string(json, "cases.0.case", rows[i][1]);
		check_string(json, "cases.0.skipped", rows[i][1]);
		check_string(json, "cases.0.keys.image", rows[i][1]);
		check_string(json, "warnings.0", rows[i][1]);
		check_string(json, "host.cpu_model", rows[i][1]);
		json_decref(json);
		result_free(&result);
	}
}

static void json_without_cases_is_whole(void **state)
{
	struct result result = empty_run();
	json_t *json = json_of(&result);

	(void)state;
	CHECK_MEMBERS(json, result_members);
	assert_int_equal(json_array_size(json_at(json, "cases")), 0);
	assert_int_equal(json_array_size(json_at(json, "warnings")), 0);
	json_decref(json);
	result_free(&result);
}

/* ---- the table ---- */

#define HEADLINE "time from the call until the child is reaped\n"
#define SETTINGS "100 samples a case, in 8 rounds of fresh launches; seed 9223372036854775807\n"
#define NOTES                                                          \
	"\n"                                                           \
	"vfork:rss=1M: 3 of 100 samples failed: 2 EAGAIN, 1 timeout\n" \
	"clone3: skipped: the kernel refuses clone3: ENOSYS\n"

static const struct {
	size_t width;
	const char *text;
} tables[] = {
	/* no terminal: every column, prose at 80 */
	{0, HEADLINE SETTINGS
	 "\n"
	 "case            min  median  95% interval   mean    p99     max  ratio  95% interval"
	 "  x floor\n"
	 "                 us      us            us     us     us      us\n"
	 "fork          48.00   60.00  57.00..63.00  66.00  90.00  240.00                     "
	 "     3.00\n"
	 "vfork:rss=1M  24.00   30.00  28.50..31.50  33.00  45.00  120.00  0.500  0.450..0.550"
	 "     1.50\n"
	 "floor         16.00   20.00  19.00..21.00  22.00  30.00   80.00  0.333  0.300..0.367"
	 "     1.00\n" NOTES},
	/* without max and min */
	{80, HEADLINE SETTINGS
	 "\n"
	 "case          median  95% interval   mean    p99  ratio  95% interval  x floor\n"
	 "                  us            us     us     us\n"
	 "fork           60.00  57.00..63.00  66.00  90.00                          3.00\n"
	 "vfork:rss=1M   30.00  28.50..31.50  33.00  45.00  0.500  0.450..0.550     1.50\n"
	 "floor          20.00  19.00..21.00  22.00  30.00  0.333  0.300..0.367     1.00\n" NOTES},
	/* without mean and the ratio's interval too */
	{60, HEADLINE "100 samples a case, in 8 rounds of fresh launches; seed\n"
		      "9223372036854775807\n"
		      "\n"
		      "case          median  95% interval    p99  ratio  x floor\n"
		      "                  us            us     us\n"
		      "fork           60.00  57.00..63.00  90.00            3.00\n"
		      "vfork:rss=1M   30.00  28.50..31.50  45.00  0.500     1.50\n"
		      "floor          20.00  19.00..21.00  30.00  0.333     1.00\n" NOTES},
	/* nothing but the median and the ratio */
	{30, "time from the call until the\n"
	     "child is reaped\n"
	     "100 samples a case, in 8\n"
	     "rounds of fresh launches; seed\n"
	     "9223372036854775807\n"
	     "\n"
	     "case          median  ratio\n"
	     "                  us\n"
	     "fork           60.00\n"
	     "vfork:rss=1M   30.00  0.500\n"
	     "floor          20.00  0.333\n"
	     "\n"
	     "vfork:rss=1M: 3 of 100 samples\n"
	     "  failed: 2 EAGAIN, 1 timeout\n"
	     "clone3: skipped: the kernel\n"
	     "  refuses clone3: ENOSYS\n"},
};

static void the_table_fits_its_width(void **state)
{
	struct result result = typical_run();

	(void)state;
	for (size_t i = 0; i < LENGTH(tables); i++)
		assert_rendered("table", &result, (struct report_style){.width = tables[i].width},
				tables[i].text);
	result_free(&result);
}

/* Line by line: none longer than the width, none with blanks at its end. */
static void check_lines(const char *text, size_t width)
{
	while (*text) {
		size_t length = strcspn(text, "\n");

		if (length > width)
			fail_msg("%zu columns where there are %zu: %.*s", length, width,
				 (int)length, text);
		assert_false(length > 0 && text[length - 1] == ' ');
		assert_true(text[length] == '\n');
		text += length + 1;
	}
}

static void no_line_is_longer_than_the_width(void **state)
{
	struct result result = typical_run();

	(void)state;
	result.partial = true;
	assert_int_equal(result_warn(&result, "the load is 5: wait until nothing else runs, or say "
					      "so beside what was measured"),
			 0);
	for (size_t width = 24; width <= 120; width++) {
		struct text out =
			render_as("table", &result, (struct report_style){.width = width});

		check_lines(text_string(&out), width);
		text_free(&out);
	}
	result_free(&result);
}

/* A line without the blanks that align it; the caller frees it. */
static char *words_of(const char *line)
{
	struct text words = {0};

	for (; *line && *line != '\n'; line++)
		if (*line != ' ' || (words.length > 0 && line[1] != ' '))
			text_add_char(&words, *line);
	return text_take(&words);
}

/* The words of the table's lines, from its heading on. */
static void assert_words(const struct result *result, struct report_style style,
			 const char *const *lines, size_t count)
{
	struct text out = render_as("table", result, style);
	const char *at = strstr(text_string(&out), "\ncase ");

	assert_non_null(at);
	for (size_t i = 0; i < count; i++) {
		char *words;

		at = strchr(at, '\n');
		assert_non_null(at);
		words = words_of(++at);
		assert_string_equal(words, lines[i]);
		free(words);
	}
	text_free(&out);
}

/* The columns that are left, from all to the fewest: the least important gives way first. */
static void columns_give_way_in_order(void **state)
{
	static const struct {
		size_t width;
		const char *columns;
	} rows[] = {
		{93, "case min median 95% interval mean p99 max ratio 95% interval x floor"},
		{85, "case min median 95% interval mean p99 ratio 95% interval x floor"},
		{78, "case median 95% interval mean p99 ratio 95% interval x floor"},
		{71, "case median 95% interval p99 ratio 95% interval x floor"},
		{57, "case median 95% interval p99 ratio x floor"},
		{50, "case median 95% interval ratio x floor"},
		{41, "case median 95% interval ratio"},
		{27, "case median ratio"},
		{20, "case median"},
		{1, "case median"},
	};
	struct result result = typical_run();

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++)
		assert_words(&result, (struct report_style){.width = rows[i].width},
			     &rows[i].columns, 1);
	/* and none before its time */
	for (size_t i = 1; i + 1 < LENGTH(rows); i++)
		assert_words(&result, (struct report_style){.width = rows[i - 1].width - 1},
			     &rows[i].columns, 1);
	result_free(&result);
}

/* ---- the table: numbers ---- */

/* A run of which each case has nothing but a median. */
static struct result run_of_medians(const double *medians, size_t count)
{
	static const char *const specs[] = {"fork", "vfork", "clone"};
	struct result result = empty_run();

	for (size_t i = 0; i < count; i++) {
		struct result_case *item = add_case(&result, specs[i], specs[i]);

		item->samples = 1;
		item->stopped_by = "time";
		item->spans[SPAN_TOTAL].median_ns = medians[i];
	}
	return result;
}

static void a_column_has_the_unit_and_decimals_of_its_size(void **state)
{
	static const struct {
		double ns;
		const char *unit;
		const char *cell;
	} rows[] = {
		{0, "ns", "0.0"},        {0.5, "ns", "0.500"},    {7, "ns", "7.00"},
		{100, "ns", "100.0"},    {999.5, "ns", "999.5"},  {1000, "us", "1.00"},
		{60000, "us", "60.00"},  {123456, "us", "123.5"}, {1e6, "ms", "1.00"},
		{50e6, "ms", "50.00"},   {1e9, "s", "1.00"},      {5432e9, "s", "5432.0"},
		{99999, "us", "100.00"},
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct result result = run_of_medians(&rows[i].ns, 1);
		struct text expected = {0};

		text_printf(&expected, HEADLINE SETTINGS "\ncase  median\n%12s\nfork%8s\n",
			    rows[i].unit, rows[i].cell);
		assert_rendered("table", &result, (struct report_style){0}, text_string(&expected));
		text_free(&expected);
		result_free(&result);
	}
}

/* So that one tiny or huge row does not; the least one decides the decimals. */
static void the_middle_of_a_column_decides_its_unit(void **state)
{
	static const struct {
		double ns[3];
		const char *lines[5];
	} rows[] = {
		{{500, 60000, 2e9},
		 {"case median", "us", "fork 0.500", "vfork 60.000", "clone 2000000.000"}},
		{{20, 5e6, 30},
		 {"case median", "ns", "fork 20.00", "vfork 5000000.00", "clone 30.00"}},
		{{2e6, 5e6, 100},
		 {"case median", "ms", "fork 2.000", "vfork 5.000", "clone 0.000"}},
		{{NAN, 3e9, 5e9}, {"case median", "s", "fork", "vfork 3.00", "clone 5.00"}},
		{{0, 7e6, INFINITY}, {"case median", "ms", "fork 0.00", "vfork 7.00", "clone"}},
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct result result = run_of_medians(rows[i].ns, 3);

		assert_words(&result, (struct report_style){0}, rows[i].lines,
			     LENGTH(rows[i].lines));
		result_free(&result);
	}
}

static void each_column_has_its_own_unit(void **state)
{
	static const char *const lines[] = {"case min median max", "ns us ms",
					    "fork 700.0 60.00 5.00"};
	const double median = 60000;
	struct result result = run_of_medians(&median, 1);

	(void)state;
	result.cases[0].spans[SPAN_TOTAL].min_ns = 700;
	result.cases[0].spans[SPAN_TOTAL].max_ns = 5e6;
	assert_words(&result, (struct report_style){0}, lines, LENGTH(lines));
	result_free(&result);
}

static void an_interval_has_both_ends_or_none(void **state)
{
	static const char *const lines[] = {"case median 95% interval", "us us", "fork 60.00",
					    "vfork 60.00 59.00..62.00"};
	const double medians[] = {60000, 60000};
	struct result result = run_of_medians(medians, 2);

	(void)state;
	result.cases[0].spans[SPAN_TOTAL].median_low_ns = 58000;
	result.cases[1].spans[SPAN_TOTAL].median_low_ns = 59000;
	result.cases[1].spans[SPAN_TOTAL].median_high_ns = 62000;
	assert_words(&result, (struct report_style){0}, lines, LENGTH(lines));
	result_free(&result);
}

/* No measured case is left out; a case of which all failed is a row without figures. */
static void what_was_measured_for_a_while_is_shown(void **state)
{
	static const char *const lines[] = {"case median",
					    "us",
					    "fork 60.00",
					    "clone",
					    "",
					    "fork: skipped: the subject crashed",
					    "vfork: skipped: not here",
					    "clone: 5 of 5 samples failed: 5 EAGAIN"};
	const double medians[] = {60000, NAN, NAN};
	struct result result = run_of_medians(medians, 3);

	(void)state;
	skip_case(&result.cases[0], "the subject crashed");
	skip_case(&result.cases[1], "not here");
	result.cases[1].samples = result.cases[2].samples = 0;
	add_failure(&result.cases[2], "EAGAIN", 5);
	assert_words(&result, (struct report_style){0}, lines, LENGTH(lines));
	result_free(&result);
}

/* ---- the table: spans ---- */

#define SPANS                                                             \
	"case           call  start   exec   main   reap  probe effect\n" \
	"                 us     us     us     us     us            us\n" \
	"fork          30.00  33.00  45.00  51.00  15.00        -0.600\n" \
	"vfork:rss=1M  15.00         24.00          7.50         1.250\n" \
	"floor         10.00                        5.00\n"

static void spans_are_a_table_of_their_own(void **state)
{
	static const size_t widths[] = {0, 80, 61};
	struct result result = typical_run();

	(void)state;
	for (size_t i = 0; i < LENGTH(widths); i++) {
		struct report_style style = {.width = widths[i]};
		struct text plain = render_as("table", &result, style), expected = {0};

		/* between the table and the notes */
		text_add_bytes(&expected, text_string(&plain),
			       (size_t)(strstr(text_string(&plain), NOTES) - text_string(&plain)));
		text_add(&expected, "\n" SPANS NOTES);
		add_phases(&result);
		assert_rendered("table", &result, style, text_string(&expected));
		result.phases = false;
		text_free(&plain);
		text_free(&expected);
	}
	result_free(&result);
}

/* ---- the table: notes ---- */

static void notes_stand_below_in_order(void **state)
{
	struct result result = typical_run();
	struct text out;

	(void)state;
	result.partial = true;
	assert_int_equal(result_warn(&result, "the load is 5: wait"), 0);
	assert_int_equal(result_warn(&result, "%s",
				     "the frequency of the CPUs changes, so figures of two runs "
				     "differ: set the governor"),
			 0);
	out = render("table", &result);
	assert_string_equal(strstr(text_string(&out), NOTES), NOTES
			    "partial: a signal ended the run before its time\n"
			    "warning: the load is 5: wait\n"
			    "warning: the frequency of the CPUs changes, so figures of two runs "
			    "differ: set\n"
			    "  the governor\n");
	text_free(&out);
	result_free(&result);
}

static void a_run_without_notes_ends_with_the_table(void **state)
{
	struct result result = empty_run();

	(void)state;
	measure_case(add_case(&result, "fork", "fork"), 60000);
	assert_rendered("table", &result, (struct report_style){.width = 40},
			"time from the call until the child is\n"
			"reaped\n"
			"100 samples a case, in 8 rounds of fresh\n"
			"launches; seed 9223372036854775807\n"
			"\n"
			"case  median  95% interval  x floor\n"
			"          us            us\n"
			"fork   60.00  57.00..63.00     3.00\n");
	result_free(&result);
}

static void without_a_measured_case_there_is_no_table(void **state)
{
	struct result result = empty_run();

	(void)state;
	result.phases = true;
	result.iters = 0;
	result.seed = 7;
	assert_rendered("table", &result, (struct report_style){0},
			HEADLINE "nothing measured, in 8 rounds of fresh launches; seed 7\n");
	skip_case(add_case(&result, "fork", "fork"), "no");
	assert_rendered("table", &result, (struct report_style){0},
			HEADLINE "nothing measured, in 8 rounds of fresh launches; seed 7\n"
				 "\n"
				 "fork: skipped: no\n");
	result_free(&result);
}

/* The first case that was measured knows. */
static void a_run_without_a_count_says_what_ended_it(void **state)
{
	static const char *const reasons[] = {"precision", "time", "signal"};

	(void)state;
	for (size_t i = 0; i < LENGTH(reasons); i++) {
		struct result result = typical_run();
		struct text out, expected = {0};

		skip_case(&result.cases[0], "no");
		result.iters = 0;
		result.seed = 7;
		result.cases[0].stopped_by = NULL;
		result.cases[1].stopped_by = reasons[i];
		out = render("table", &result);
		text_printf(&expected,
			    HEADLINE "stopped by %s, in 8 rounds of fresh launches; seed 7\n\n",
			    reasons[i]);
		assert_memory_equal(text_string(&out), text_string(&expected), expected.length);
		text_free(&out);
		text_free(&expected);
		result_free(&result);
	}
}

/* ---- the table: color and characters ---- */

#define BOLD  "\033[1m"
#define DIM   "\033[2m"
#define PLAIN "\033[0m"

static void headings_are_bold_and_units_are_dim(void **state)
{
	const double medians[] = {60000, 30000};
	struct result result = run_of_medians(medians, 2);

	(void)state;
	assert_rendered("table", &result, (struct report_style){.color = true},
			HEADLINE SETTINGS "\n" BOLD "case   median" PLAIN "\n" DIM
					  "           us" PLAIN "\n"
					  "fork    60.00\n"
					  "vfork   30.00\n");
	result_free(&result);
}

/* Takes away what color adds: escapes, and the blanks that stand before one. */
static char *without_color(const char *text)
{
	struct text plain = {0};

	for (; *text; text++) {
		if (*text == '\033') {
			text += strcspn(text, "m");
			continue;
		}
		while (*text == '\n' && plain.length > 0 && plain.data[plain.length - 1] == ' ')
			plain.length--;
		text_add_char(&plain, *text);
	}
	return text_take(&plain);
}

static void color_changes_no_letter_and_no_place(void **state)
{
	static const size_t widths[] = {0, 80, 61};
	struct result result = typical_run();

	(void)state;
	add_phases(&result);
	for (size_t i = 0; i < LENGTH(widths); i++) {
		struct report_style style = {.color = true, .width = widths[i]};
		struct text out = render_as("table", &result, style);
		char *plain = without_color(text_string(&out));

		assert_non_null(strchr(text_string(&out), '\033'));
		style.color = false;
		assert_rendered("table", &result, style, plain);
		free(plain);
		text_free(&out);
	}
	result_free(&result);
}

/* Names, reasons and warnings that would command a terminal. */
/* Where a name would leave room for one figure only, it stands above them all. */
static void long_names_stand_above_their_figures(void **state)
{
	static const char name[] =
		"posix_spawn:dirty=29,fds=5,handlers=7,islands=12,rss=2648K,threads=4,vmas=83";
	struct result result = empty_run();
	struct text out;

	(void)state;
	measure_case(add_case(&result, "fork", "fork"), 60000);
	measure_case(add_case(&result, name, "posix_spawn"), 90000);
	out = render_as("table", &result, (struct report_style){.width = 80});
	assert_non_null(strstr(text_string(&out), "\ncase    min  median"));
	assert_non_null(strstr(text_string(&out), "\nfork\n    "));
	assert_non_null(strstr(text_string(&out), "vmas=83\n    "));
	text_free(&out);
	/* with room for both, they stand beside each other */
	out = render_as("table", &result, (struct report_style){.width = 200});
	assert_null(strstr(text_string(&out), "vmas=83\n    "));
	assert_non_null(strstr(text_string(&out), "vmas=83  "));
	text_free(&out);
	result_free(&result);
}

static void hostile_names_stay_text(void **state)
{
	static const char hostile[] = "\033[2J\033]0;x\a\r\n\x7f\xc2\x9b\xff";
	struct result result = empty_run();
	struct result_case *item = add_case(&result, hostile, "fork");

	(void)state;
	measure_case(item, 60000);
	item->floor_multiple = NAN;
	add_failure(item, "EAGAIN", 1);
	skip_case(add_case(&result, "vfork", "vfork"), hostile);
	assert_int_equal(result_warn(&result, "%s", hostile), 0);
	free(result.headline);
	result.headline = strdup(hostile);
#define VISIBLE "\\x1b[2J\\x1b]0;x\\x07\\x0d\\x0a\\x7f\\xc2\\x9b\\xff"
	assert_rendered("table", &result, (struct report_style){.width = 64},
			VISIBLE "\n"
				"100 samples a case, in 8 rounds of fresh launches; seed\n"
				"9223372036854775807\n"
				"\n"
				"case                                         median\n"
				"                                                 us\n" VISIBLE
				"   60.00\n"
				"\n" VISIBLE ": 1 of 101 samples\n"
				"  failed: 1 EAGAIN\n"
				"vfork: skipped: " VISIBLE "\n"
				"warning: " VISIBLE "\n");
#undef VISIBLE
	result_free(&result);
}

/* By characters, not by bytes; those that are not UTF-8 are as wide as they look. */
static void names_beyond_ascii_are_aligned(void **state)
{
	struct result result = empty_run();

	(void)state;
	measure_case(add_case(&result, "fork:image=/gr\xc3\xb6\xc3\x9f\x65", "fork"), 60000);
	measure_case(add_case(&result, "fork:image=/\xe2\x82\xac\xff", "fork"), 50000);
	measure_case(add_case(&result, "fork", "fork"), 20000);
	assert_rendered(
		"table", &result, (struct report_style){.width = 80},
		HEADLINE SETTINGS
		"\n"
		"case                 min  median  95% interval   mean    p99     max  x floor\n"
		"                      us      us            us     us     us      us\n"
		"fork:image=/gr\xc3\xb6\xc3\x9f\x65  48.00   60.00  57.00..63.00  66.00  90.00"
		"  240.00     3.00\n"
		"fork:image=/\xe2\x82\xac\\xff  40.00   50.00  47.50..52.50  55.00  75.00"
		"  200.00     2.50\n"
		"fork               16.00   20.00  19.00..21.00  22.00  30.00   80.00     1.00\n");
	result_free(&result);
}

/* ---- an ablation ---- */

/* The full set, a flag that costs, one that saves, and one whose case is skipped. */
static struct result ablation(void)
{
	static const char *const specs[][2] = {
		{"clone3:flags=vm+vfork+pidfd", ""},
		{"clone3:flags=vm+vfork", "pidfd"},
		{"clone3:flags=vfork+pidfd", "vm"},
		{"clone3:flags=vm+pidfd", "vfork"},
	};
	struct result result = empty_run();

	for (size_t i = 0; i < LENGTH(specs); i++) {
		struct result_case *item = add_case(&result, specs[i][0], "clone3");

		item->lacks = strdup(specs[i][1]);
		if (i < 3)
			measure_case(item, 20000 + 1000 * (double)i);
	}
	result.cases[1].marginal_ns = 1234.5;
	result.cases[1].marginal_low_ns = 1000;
	result.cases[1].marginal_high_ns = 1500;
	result.cases[2].marginal_ns = -400000;
	skip_case(&result.cases[3], "not here");
	add_case(&result, "floor", "floor");
	return result;
}

static void csv_has_the_marginal_cost_behind_the_date(void **state)
{
	static const char *const ends[] = {
		",2026-01-02T03:04:05Z,,,,,,,,,,", ",2026-01-02T03:04:05Z,1234.5,1000,1500,,,,,,,",
		",2026-01-02T03:04:05Z,-400000,,,,,,,,,", ",2026-01-02T03:04:05Z,,,,,,,,,,",
		",2026-01-02T03:04:05Z,,,,,,,,,,"};
	struct result result = ablation();
	struct text out = render("csv", &result);
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

static void json_says_whose_marginal_cost_it_is(void **state)
{
	struct result result = ablation();
	struct text out = render("json", &result);
	json_t *json = json_loads(text_string(&out), 0, NULL), *cases, *marginal;

	(void)state;
	assert_non_null(json);
	cases = json_object_get(json, "cases");
	assert_true(json_is_null(json_object_get(json_array_get(cases, 0), "marginal")));
	assert_true(json_is_null(json_object_get(json_array_get(cases, 4), "marginal")));
	marginal = json_object_get(json_array_get(cases, 1), "marginal");
	assert_string_equal(json_string_value(json_object_get(marginal, "flag")), "pidfd");
	assert_same(json_number_value(json_object_get(marginal, "value_ns")), 1234.5);
	assert_same(json_number_value(json_object_get(marginal, "low_ns")), 1000);
	assert_same(json_number_value(json_object_get(marginal, "high_ns")), 1500);
	marginal = json_object_get(json_array_get(cases, 2), "marginal");
	assert_string_equal(json_string_value(json_object_get(marginal, "flag")), "vm");
	assert_same(json_number_value(json_object_get(marginal, "value_ns")), -400000);
	assert_true(json_is_null(json_object_get(marginal, "low_ns")));
	marginal = json_object_get(json_array_get(cases, 3), "marginal");
	assert_true(json_is_null(json_object_get(marginal, "value_ns")));
	json_decref(json);
	text_free(&out);
	result_free(&result);
}

static void the_table_says_which_flag_a_row_lacks(void **state)
{
	struct result result = ablation();

	(void)state;
	assert_rendered(
		"table", &result, (struct report_style){.width = 90},
		"time from the call until the child is reaped\n"
		"100 samples a case, in 8 rounds of fresh launches; seed 9223372036854775807\n"
		"\n"
		"case                         median  95% interval  without  marginal  95% "
		"interval\n"
		"                                 us            us                 us            "
		"us\n"
		"clone3:flags=vm+vfork+pidfd   20.00  19.00..21.00\n"
		"clone3:flags=vm+vfork         21.00  19.95..22.05    pidfd      1.23    "
		"1.00..1.50\n"
		"clone3:flags=vfork+pidfd      22.00  20.90..23.10       vm   -400.00\n"
		"floor\n"
		"\n"
		"clone3:flags=vm+pidfd: skipped: not here\n");
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
		cmocka_unit_test(json_has_all_names_of_the_schema),
		cmocka_unit_test(json_says_what_was_run),
		cmocka_unit_test(json_says_the_settings),
		cmocka_unit_test(json_has_numbers_of_the_machine),
		cmocka_unit_test(json_has_every_figure_of_a_span),
		cmocka_unit_test(json_says_how_a_case_went),
		cmocka_unit_test(json_says_why_a_case_was_skipped),
		cmocka_unit_test(json_ratios_say_to_what),
		cmocka_unit_test(json_keys_are_numbers_or_text),
		cmocka_unit_test(json_has_every_launch),
		cmocka_unit_test(json_numbers_are_whole_exact_or_null),
		cmocka_unit_test(json_names_that_are_not_utf8_become_visible),
		cmocka_unit_test(json_without_cases_is_whole),
		cmocka_unit_test(the_table_fits_its_width),
		cmocka_unit_test(no_line_is_longer_than_the_width),
		cmocka_unit_test(columns_give_way_in_order),
		cmocka_unit_test(a_column_has_the_unit_and_decimals_of_its_size),
		cmocka_unit_test(the_middle_of_a_column_decides_its_unit),
		cmocka_unit_test(each_column_has_its_own_unit),
		cmocka_unit_test(an_interval_has_both_ends_or_none),
		cmocka_unit_test(what_was_measured_for_a_while_is_shown),
		cmocka_unit_test(spans_are_a_table_of_their_own),
		cmocka_unit_test(notes_stand_below_in_order),
		cmocka_unit_test(a_run_without_notes_ends_with_the_table),
		cmocka_unit_test(without_a_measured_case_there_is_no_table),
		cmocka_unit_test(a_run_without_a_count_says_what_ended_it),
		cmocka_unit_test(headings_are_bold_and_units_are_dim),
		cmocka_unit_test(color_changes_no_letter_and_no_place),
		cmocka_unit_test(long_names_stand_above_their_figures),
		cmocka_unit_test(hostile_names_stay_text),
		cmocka_unit_test(names_beyond_ascii_are_aligned),
		cmocka_unit_test(csv_has_the_marginal_cost_behind_the_date),
		cmocka_unit_test(json_says_whose_marginal_cost_it_is),
		cmocka_unit_test(the_table_says_which_flag_a_row_lacks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
