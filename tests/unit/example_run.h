/*
 * example_run: one run written down for the tests of the formats: an interval, a skipped case,
 * failures, metrics that were not measured; and the report of a run in one format.
 */
#ifndef PROCBENCH_TESTS_UNIT_EXAMPLE_RUN_H
#define PROCBENCH_TESTS_UNIT_EXAMPLE_RUN_H

#include "near.h"
#include "procbench/report/report.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

static inline struct result_span unmeasured_span(void)
{
	return (struct result_span){0, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN};
}

/* A case without any measurement. */
static inline struct result_case *add_case(struct result *result, const char *spec,
					   const char *method)
{
	size_t size = (result->case_count + 1) * sizeof(*result->cases);
	struct result_case *item;

	result->cases = realloc(result->cases, size);
	assert_non_null(result->cases);
	item = &result->cases[result->case_count++];
	result_clear_case(item);
	item->spec = strdup(spec);
	item->method = strdup(method);
	return item;
}

static inline void skip_case(struct result_case *item, const char *why)
{
	item->skipped = strdup(why);
}

/* Each statistic is a different multiple of the median. */
static inline struct result_span measured_span(double ns)
{
	return (struct result_span){100,      ns * 0.8,  ns,       ns * 0.95, ns * 1.05, ns * 1.1,
				    ns * 0.3, ns * 1.25, ns * 1.5, ns * 2,    ns * 4};
}

static inline void measure_case(struct result_case *item, double ns)
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

static inline void relate_case(struct result_case *item, double ratio)
{
	item->ratio = ratio;
	item->ratio_low = ratio * 0.9;
	item->ratio_high = ratio * 1.1;
	item->difference_ns = item->spans[SPAN_TOTAL].median_ns * (1 - 1 / ratio);
	item->difference_low_ns = item->difference_ns - fabs(item->difference_ns) / 10;
	item->difference_high_ns = item->difference_ns + fabs(item->difference_ns) / 10;
	item->ratio_p = 0.03125;
	item->ratio_p_holm = 0.0625;
}

static inline void add_failure(struct result_case *item, const char *name, uint64_t count)
{
	size_t size = (item->failure_count + 1) * sizeof(*item->failures);

	item->failures = realloc(item->failures, size);
	assert_non_null(item->failures);
	item->failures[item->failure_count++] = (struct result_failure){strdup(name), count};
	item->failed += count;
}

static inline void add_key(struct result_case *item, const char *name, const char *string,
			   double number)
{
	size_t size = (item->key_count + 1) * sizeof(*item->keys);

	item->keys = realloc(item->keys, size);
	assert_non_null(item->keys);
	item->keys[item->key_count++] =
		(struct result_key){strdup(name), !string, number, string ? strdup(string) : NULL};
}

static inline void add_fact(struct result *result, const char *name, const char *value)
{
	assert_int_equal(facts_add(&result->host, name, value), 0);
}

static inline struct result empty_run(void)
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

/* fork, vfork with failures, an unsupported clone3, and the floor. */
static inline struct result typical_run(void)
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

static inline struct text render_as(const char *format, const struct result *result,
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

static inline struct text render(const char *format, const struct result *result)
{
	return render_as(format, result, (struct report_style){0});
}

static inline void assert_rendered(const char *format, const struct result *result,
				   struct report_style style, const char *expected)
{
	struct text out = render_as(format, result, style);

	assert_string_equal(text_string(&out), expected);
	text_free(&out);
}

/* The stamped launches of a run with --phases; the second case's child has no code of ours. */
static inline void add_phases(struct result *result)
{
	result->phases = true;
	result->cases[0].spans[SPAN_START] = measured_span(33000);
	result->cases[0].spans[SPAN_EXEC] = measured_span(45000);
	result->cases[0].spans[SPAN_MAIN] = measured_span(51000);
	result->cases[0].probe_ns = -600;
	result->cases[1].spans[SPAN_EXEC] = measured_span(24000);
	result->cases[1].probe_ns = 1250;
}

/* The full set, a flag that costs, one that saves, and one whose case is skipped. */
static inline struct result ablation(void)
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

#endif
