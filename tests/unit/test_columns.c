/* test_columns: columns by name, in the table and in CSV. */
#define _GNU_SOURCE
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "example_run.h"

#include <errno.h>

static void assert_first_line(const char *format, const struct result *result, const char *columns,
			      const char *expected)
{
	struct text out = render_as(format, result, (struct report_style){.columns = columns});
	const char *line = text_string(&out);

	assert_memory_equal(line, expected, strlen(expected));
	text_free(&out);
}

static void csv_has_the_columns_that_are_named(void **state)
{
	struct result result = typical_run();

	(void)state;
	assert_first_line("csv", &result, "call_p99_ns,samples",
			  "case,call_p99_ns,samples\r\nfork,45000,100\r\n");
	assert_first_line("csv", &result, "samples,case", "case,samples\r\nfork,100\r\n");
	result_free(&result);
}

static void names_may_be_short(void **state)
{
	struct result result = typical_run();

	(void)state;
	result.cases[0].user_ns = 1500;
	result.cases[0].max_rss_bytes = 1048576;
	assert_first_line(
		"csv", &result, "p50,total_p99,call_p50,reap_p999,user,max_rss",
		"case,median_ns,p99_ns,call_median_ns,reap_p999_ns,user_ns,max_rss_bytes\r\n"
		"fork,60000,90000,30000,30000,1500,1048576\r\n");
	assert_first_line("csv", &result, "total,p99.9,call,reap.p99.9",
			  "case,median_ns,p999_ns,call_median_ns,reap_p999_ns\r\n"
			  "fork,60000,120000,30000,30000\r\n");
	result_free(&result);
}

/* Behind the usual ones, and none of those a second time. */
static void a_plus_adds_columns(void **state)
{
	struct result result = typical_run();
	struct text usual = render("csv", &result);
	struct text more =
		render_as("csv", &result, (struct report_style){.columns = "+p90,call_max"});
	size_t length = strcspn(text_string(&usual), "\r");

	(void)state;
	assert_memory_equal(text_string(&usual), text_string(&more), length);
	assert_memory_equal(text_string(&more) + length, ",call_max_ns\r\n", 14);
	text_free(&usual);
	text_free(&more);
	result_free(&result);
}

static void add_event(struct result_case *item, const char *name, double parent, double child)
{
	struct result_counters *counters = &item->counters;

	counters->samples = 100;
	counters->events =
		realloc(counters->events, (counters->event_count + 1) * sizeof(*counters->events));
	assert_non_null(counters->events);
	counters->events[counters->event_count++] =
		(struct result_counter){strdup(name), parent, child, 0.5, NULL};
}

/* By name, whatever the order in the file; what was not counted is empty. */
static void csv_has_the_events_that_are_named(void **state)
{
	struct result result = typical_run();

	(void)state;
	add_event(&result.cases[0], "page_faults", 1.25, 31.5);
	add_event(&result.cases[0], "instructions_user", 12345678.4, -0.5);
	add_event(&result.cases[0], "migrations", NAN, NAN);
	assert_first_line("csv", &result,
			  "instructions_user_parent,instructions_user_child,page_faults_share,"
			  "page_faults_child,migrations_parent,cache_misses_parent",
			  "case,instructions_user_parent,instructions_user_child,page_faults_share,"
			  "page_faults_child,migrations_parent,cache_misses_parent\r\n"
			  "fork,12345678.4,-0.5,0.5,31.5,,\r\nvfork:rss=1M,,,,,,\r\n");
	result_free(&result);
}

/* The header is the same for all results, so that several can be joined. */
static void all_events_have_one_name(void **state)
{
	struct result counted = typical_run(), uncounted = typical_run();
	struct text with, without;
	size_t length;

	(void)state;
	add_event(&counted.cases[0], "branch_misses", 3, 4);
	with = render_as("csv", &counted, (struct report_style){.columns = "counters"});
	without = render_as("csv", &uncounted, (struct report_style){.columns = "counters"});
	length = strcspn(text_string(&with), "\n");
	assert_memory_equal(text_string(&with), text_string(&without), length);
	assert_non_null(strstr(text_string(&with), ",page_faults_parent,page_faults_child,"));
	assert_non_null(strstr(text_string(&with), "\r\nfork,,,"));
	assert_non_null(strstr(text_string(&with), ",3,4,0.5\r\nvfork:rss=1M,,,"));
	text_free(&with);
	text_free(&without);
	result_free(&counted);
	result_free(&uncounted);
}

/* In the order of their names, not left out where the terminal is narrow, and empty where not
 * measured. */
static void the_table_has_the_columns_that_are_named(void **state)
{
	struct result result = typical_run();
	struct text out;

	(void)state;
	result.cases[0].max_rss_bytes = 3 << 20;
	out = render_as(
		"table", &result,
		(struct report_style){.columns = "call_p999,samples,max_rss,user", .width = 30});
	assert_non_null(strstr(text_string(&out),
			       "case          call p99.9  samples  max rss  user\n"
			       "                      us               MiB    us\n"
			       "fork               60.00      100     3.00\n"
			       "vfork:rss=1M       30.00       97\n"));
	text_free(&out);
	out = render_as("markdown", &result, (struct report_style){.columns = "call_p99"});
	assert_non_null(strstr(text_string(&out), "| case | call p99 (us) |\n"));
	text_free(&out);
	result_free(&result);
}

static void the_table_can_have_more_columns(void **state)
{
	struct result result = typical_run();
	struct text out =
		render_as("table", &result, (struct report_style){.columns = "+call_p90,median"});

	(void)state;
	assert_non_null(strstr(text_string(&out), "   mean    min  call p90\n"));
	text_free(&out);
	result_free(&result);
}

static void an_unknown_name_is_refused(void **state)
{
	static const char *const rows[][2] = {
		{"call_p98_ns", "unknown column 'call_p98_ns' (did you mean 'call_p90_ns'?)"},
		{"nothing", "unknown column 'nothing' (see 'procbench list')"},
		{"", "empty column name"},
		{"+", "empty column name"},
		{"p99,,max", "empty column name"},
		{"p99,p99_ns", "duplicate column 'p99_ns'"},
		{"counters,page_faults_child", "duplicate column 'page_faults_child'"},
		{"page_fault_child",
		 "unknown column 'page_fault_child' (did you mean 'page_faults_child'?)"},
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct error error = {0};

		assert_int_equal(report_check_columns(rows[i][0], &error), -EINVAL);
		assert_string_equal(error.text, rows[i][1]);
	}
}

/* Every column can be asked for by its one name, and is described. */
static void all_columns_have_names_and_descriptions(void **state)
{
	const char *name, *other;
	size_t count = 0;

	(void)state;
	for (size_t i = 0; (name = report_column_name(i)); i++) {
		struct text summary = {0};
		struct error error;

		if (!*name)
			continue;
		count++;
		assert_int_equal(report_check_columns(name, &error), 0);
		for (size_t k = 0; k < i && (other = report_column_name(k)); k++)
			assert_string_not_equal(name, other);
		report_add_column(&summary, i);
		assert_true(summary.length > 0);
		assert_int_not_equal(summary.data[summary.length - 1], '.');
		text_free(&summary);
	}
	assert_true(count > 100);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(csv_has_the_columns_that_are_named),
		cmocka_unit_test(names_may_be_short),
		cmocka_unit_test(a_plus_adds_columns),
		cmocka_unit_test(csv_has_the_events_that_are_named),
		cmocka_unit_test(all_events_have_one_name),
		cmocka_unit_test(the_table_has_the_columns_that_are_named),
		cmocka_unit_test(the_table_can_have_more_columns),
		cmocka_unit_test(an_unknown_name_is_refused),
		cmocka_unit_test(all_columns_have_names_and_descriptions),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
