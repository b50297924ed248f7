/* test_sites: what replacing the calls of an observed program saves, and how reports show it. */
#define _GNU_SOURCE
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "example_run.h"
#include "procbench/result/load.h"
#include "procbench/result/sites.h"

#define ROUNDS 8

/* A case with one launch per round: base_ns, and in odd rounds step_ns more. */
static void add_rounds(struct result *result, const char *spec, double base_ns, double step_ns)
{
	struct result_case *item = add_case(result, spec, spec);

	measure_case(item, base_ns);
	item->launches = realloc(item->launches, ROUNDS * sizeof(*item->launches));
	assert_non_null(item->launches);
	for (size_t i = 0; i < ROUNDS; i++) {
		double ns = base_ns + (i % 2 ? step_ns : 0);

		item->launches[i] = item->launches[0];
		item->launches[i].round = i;
		item->launches[i].median_ns = item->launches[i].span_ns[SPAN_TOTAL] = ns;
	}
	item->launch_count = ROUNDS;
}

static struct result_site *add_site(struct result *result, const char *name, uint64_t calls,
				    const char *now, const char *then)
{
	size_t size = (result->site_count + 1) * sizeof(*result->sites);
	struct result_site *site;

	result->sites = realloc(result->sites, size);
	assert_non_null(result->sites);
	site = &result->sites[result->site_count++];
	*site = (struct result_site){.name = strdup(name),
				     .calls = calls,
				     .now = now ? strdup(now) : NULL,
				     .then = then ? strdup(then) : NULL};
	return site;
}

/* Noise of a round is common to all cases, so that differences are exact. */
static struct result replayed(void)
{
	struct result result = empty_run();

	add_rounds(&result, "fork", 100000, 5000);
	add_rounds(&result, "vfork", 40000, 5000);
	add_rounds(&result, "thread", 10000, 5000);
	add_site(&result, "make: fork, /bin/cc", 20, "fork", "vfork");
	add_site(&result, "sh: vfork, /bin/rm", 3, "vfork", "vfork");
	add_site(&result, "make: clone, thread", 7, "thread", NULL)->why = strdup("a thread");
	assert_int_equal(sites_derive(&result), 0);
	return result;
}

static void differences_are_paired_by_round(void **state)
{
	struct result result = replayed();
	const struct result_site *sites = result.sites;

	(void)state;
	assert_near(sites[0].saved_ns, 60000, 1e-6);
	assert_near(sites[0].saved_low_ns, 60000, 1e-6);
	assert_near(sites[0].saved_high_ns, 60000, 1e-6);
	assert_near(sites[0].saved_run_ns, 20 * 60000, 1e-6);
	assert_near(sites[0].saved_run_high_ns, 20 * 60000, 1e-6);
	assert_near(sites[1].saved_run_ns, 0, 1e-6);
	assert_true(isnan(sites[2].saved_ns));
	result_free(&result);
}

static void a_run_is_the_sum_of_the_sites_with_both_cases(void **state)
{
	struct result result = replayed();

	(void)state;
	assert_int_equal(result.replay.calls, 23);
	assert_near(result.replay.saved_run_ns, 20 * 60000, 1e-6);
	assert_near(sites_run_ns(&result), 20 * 100000 + 3 * 40000, 1e-6);
	result_free(&result);
}

/* All that was measured counts, also what has no replacement; noise of a round is in the sum. */
static void a_run_costs_what_its_calls_do(void **state)
{
	struct result result = replayed();
	struct result_site run;

	(void)state;
	assert_int_equal(sites_cost(&result, result.sites, result.site_count, &run), 0);
	assert_int_equal(run.calls, 30);
	assert_near(run.saved_run_low_ns, 20 * 100000 + 3 * 40000 + 7 * 10000, 1e-6);
	assert_near(run.saved_run_high_ns, 20 * 105000 + 3 * 45000 + 7 * 15000, 1e-6);
	result.cases[1].launch_count = 0;
	assert_int_equal(sites_cost(&result, result.sites, result.site_count, &run), 0);
	assert_int_equal(run.calls, 27);
	assert_near(run.saved_run_low_ns, 20 * 100000 + 7 * 10000, 1e-6);
	assert_int_equal(sites_cost(&result, result.sites, 0, &run), 0);
	assert_int_equal(run.calls, 0);
	assert_true(isnan(run.saved_run_ns));
	result.cases[1].launch_count = ROUNDS;
	result_free(&result);
}

/* Half of the rounds say 60000, the other half 60000 + 2000. */
static void an_interval_comes_from_the_rounds(void **state)
{
	struct result result = replayed();

	(void)state;
	for (size_t i = 0; i < ROUNDS; i += 2)
		result.cases[0].launches[i].span_ns[SPAN_TOTAL] += 2000;
	assert_int_equal(sites_derive(&result), 0);
	assert_near(result.sites[0].saved_ns, 61000, 1);
	assert_near(result.sites[0].saved_low_ns, 60000, 1);
	assert_near(result.sites[0].saved_high_ns, 62000, 1);
	result_free(&result);
}

static void a_round_that_lacks_a_case_takes_no_part(void **state)
{
	struct result result = replayed();

	(void)state;
	result.cases[1].launch_count = 2;
	assert_int_equal(sites_derive(&result), 0);
	assert_near(result.sites[0].saved_ns, 60000, 1e-6);
	assert_true(isnan(result.sites[0].saved_low_ns));
	result.cases[1].launch_count = 0;
	assert_int_equal(sites_derive(&result), 0);
	assert_true(isnan(result.sites[0].saved_ns));
	assert_true(isnan(result.replay.saved_run_ns));
	result.cases[1].launch_count = ROUNDS;
	result_free(&result);
}

static void the_table_has_sites_savings_and_reasons(void **state)
{
	struct result result = replayed();
	struct text out = render_as("table", &result, (struct report_style){.width = 200});
	static const char *const lines[] = {
		"call                 calls   now     95% CI  replaced     95% CI  saved per call  "
		"   "
		"95% CI  saved per run     95% CI\n",
		"make: fork, /bin/cc     20   100   95.0-105      40.0  38.0-42.0            60.0  "
		"60.0-60.0           1.20  1.20-1.20\n",
		"23 calls take 2.12 ms per run of the program now, and 920 us when replaced: "
		"1.20 ms less (95% CI 1.20-1.20).\n",
		"make: clone, thread: not replaced: a thread\n",
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(lines); i++)
		if (!strstr(text_string(&out), lines[i]))
			fail_msg("not found:\n%s\nin:\n%s", lines[i], text_string(&out));
	text_free(&out);
	result_free(&result);
}

/* The other way round: the signs in the sentence agree. */
static void a_replacement_may_cost_more(void **state)
{
	struct result result = empty_run();
	struct text out;

	(void)state;
	add_rounds(&result, "vfork", 40000, 5000);
	add_rounds(&result, "fork", 100000, 7000);
	add_site(&result, "make: vfork, /bin/cc", 10, "vfork", "fork");
	assert_int_equal(sites_derive(&result), 0);
	out = render_as("table", &result, (struct report_style){.width = 200});
	assert_non_null(strstr(text_string(&out),
			       "10 calls take 400 us per run of the program now, and 1.01 ms when "
			       "replaced: 610 us more (95% CI 600-620).\n"));
	text_free(&out);
	result_free(&result);
}

static void without_a_replacement_there_is_the_price_alone(void **state)
{
	struct result result = empty_run();
	struct text out;

	(void)state;
	add_rounds(&result, "fork", 100000, 0);
	add_site(&result, "make: fork, /bin/cc", 1, "fork", NULL);
	assert_int_equal(sites_derive(&result), 0);
	out = render_as("table", &result, (struct report_style){.width = 200});
	assert_non_null(strstr(text_string(&out), "1 call takes 100 us per run of the program.\n"));
	assert_null(strstr(text_string(&out), "saved"));
	text_free(&out);
	result_free(&result);
}

static void csv_has_calls_and_savings(void **state)
{
	struct result result = replayed();
	struct text out;

	(void)state;
	add_site(&result, "perl: fork, /bin/rm", 5, "fork", NULL);
	free(result.sites[1].now);
	result.sites[1].now = NULL;
	assert_int_equal(sites_derive(&result), 0);
	out = render("csv", &result);
	assert_non_null(strstr(text_string(&out), ",ns,,,,25,,,"));
	assert_non_null(strstr(text_string(&out), ",ns,,,,,60000,60000,60000,"));
	assert_non_null(strstr(text_string(&out), ",ns,,,,7,,,"));
	text_free(&out);
	result_free(&result);
}

/* The name of a site comes from a program: it must not become markup. */
static void pages_escape_names(void **state)
{
	struct result result = replayed();
	struct text page, markdown;

	(void)state;
	add_site(&result, "<i>|\n", 1, "fork", NULL)->note = strdup("5 calls of <b>");
	page = render("html", &result);
	markdown = render("markdown", &result);
	assert_non_null(strstr(text_string(&page), "<h2 id=\"replay\">Replay</h2>"));
	assert_non_null(strstr(text_string(&page), "&lt;i&gt;|\\x0a"));
	assert_non_null(strstr(text_string(&page), "not reproduced: 5 calls of &lt;b&gt;</p>"));
	assert_null(strstr(text_string(&page), "<i>"));
	assert_non_null(strstr(text_string(&markdown), "not replaced: a thread\n"));
	assert_null(strstr(text_string(&markdown), "5 calls of <b>"));
	text_free(&page);
	text_free(&markdown);
	result_free(&result);
}

static void json_is_read_back(void **state)
{
	struct result result = replayed(), again;
	struct text out = render("json", &result), twice;
	struct error error = {0};

	(void)state;
	assert_int_equal(result_load_bytes(&again, "x", text_string(&out), out.length, &error), 0);
	assert_int_equal(again.site_count, 3);
	assert_near(again.replay.saved_run_ns, 20 * 60000, 1e-6);
	assert_string_equal(again.sites[2].why, "a thread");
	twice = render("json", &again);
	assert_string_equal(text_string(&twice), text_string(&out));
	text_free(&out);
	text_free(&twice);
	result_free(&again);
	result_free(&result);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(differences_are_paired_by_round),
		cmocka_unit_test(a_run_is_the_sum_of_the_sites_with_both_cases),
		cmocka_unit_test(a_run_costs_what_its_calls_do),
		cmocka_unit_test(an_interval_comes_from_the_rounds),
		cmocka_unit_test(a_round_that_lacks_a_case_takes_no_part),
		cmocka_unit_test(the_table_has_sites_savings_and_reasons),
		cmocka_unit_test(a_replacement_may_cost_more),
		cmocka_unit_test(without_a_replacement_there_is_the_price_alone),
		cmocka_unit_test(csv_has_calls_and_savings),
		cmocka_unit_test(pages_escape_names),
		cmocka_unit_test(json_is_read_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
