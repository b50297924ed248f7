/* test_counted: events per creation in the table, the page and JSON, and why one was not counted.
 */
#define _GNU_SOURCE
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "example_run.h"
#include "procbench/result/load.h"

static void add_event(struct result_case *item, const char *name, double parent, double child,
		      double share, const char *reason)
{
	struct result_counters *counters = &item->counters;
	size_t size = (counters->event_count + 1) * sizeof(*counters->events);

	counters->events = realloc(counters->events, size);
	assert_non_null(counters->events);
	counters->events[counters->event_count++] = (struct result_counter){
		strdup(name), parent, child, share, reason ? strdup(reason) : NULL};
}

static struct result counted(void)
{
	struct result result = typical_run();

	for (size_t i = 0; i < 2; i++) {
		struct result_case *item = &result.cases[i];

		item->counters.samples = 300;
		add_event(item, "instructions_user", NAN, NAN, NAN, "no <PMU>");
		add_event(item, "page_faults", 2 + (double)i, 31.5, 1, NULL);
		add_event(item, "cache_misses", 12345.6, 7, 0.5, NULL);
		add_event(item, "dtlb_misses", NAN, NAN, NAN, "no <PMU>");
	}
	add_event(&result.cases[3], "page_faults", NAN, NAN, NAN, "no time was left");
	return result;
}

static void the_table_has_a_column_per_case(void **state)
{
	struct result result = counted();
	struct text out = render("table", &result);

	(void)state;
	assert_non_null(strstr(text_string(&out),
			       "\nEvents per creation, in the parent + in the child, from "
			       "launches that were not\n  timed:\n"
			       "event                  fork   vfork:rss=1M\n"
			       "page_faults     2.00 + 31.5    3.00 + 31.5\n"
			       "cache_misses  ~12346 + 7.00  ~12346 + 7.00\n"
			       "not counted: instructions_user, dtlb_misses: no <PMU>\n"
			       "floor: no events counted: no time was left\n"));
	text_free(&out);
	result_free(&result);
}

static void pages_have_it_escaped(void **state)
{
	struct result result = counted();
	struct text page = render("html", &result), markdown = render("markdown", &result);

	(void)state;
	assert_non_null(strstr(text_string(&page), "<h2 id=\"events\">Events</h2>"));
	assert_non_null(strstr(text_string(&page), "dtlb_misses: no &lt;PMU&gt;"));
	assert_non_null(strstr(text_string(&markdown), "| event | fork | vfork:rss=1M |"));
	text_free(&page);
	text_free(&markdown);
	result_free(&result);
}

static void json_is_read_back(void **state)
{
	struct result result = counted(), again = {0};
	struct text out = render("json", &result), second;
	struct error error = {0};

	(void)state;
	if (result_load_bytes(&again, "x", text_string(&out), out.length, &error) < 0)
		fail_msg("%s", error.text);
	assert_int_equal(again.cases[0].counters.samples, 300);
	assert_int_equal(again.cases[0].counters.event_count, 4);
	assert_int_equal(again.cases[2].counters.event_count, 0);
	second = render("json", &again);
	assert_string_equal(text_string(&out), text_string(&second));
	text_free(&out);
	text_free(&second);
	result_free(&result);
	result_free(&again);
}

static void a_result_without_says_nothing(void **state)
{
	struct result result = typical_run();
	struct text out = render("table", &result), page = render("html", &result);

	(void)state;
	assert_null(strstr(text_string(&out), "vents"));
	assert_null(strstr(text_string(&page), "id=\"events\""));
	text_free(&out);
	text_free(&page);
	result_free(&result);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_table_has_a_column_per_case),
		cmocka_unit_test(pages_have_it_escaped),
		cmocka_unit_test(json_is_read_back),
		cmocka_unit_test(a_result_without_says_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
