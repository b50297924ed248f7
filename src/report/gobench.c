/*
 * gobench: lines as `go test -bench` writes them, for benchstat (golang.org/design/14313): one
 * sample of its statistics per launch.
 */
#include "naming.h"
#include "writers.h"

#include "procbench/base/keys.h"

#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Ends the name, or begins its next part. */
static const char reserved[] = "/";

/* The values of the spec: /KEY=VALUE each. */
static void add_keys(struct text *out, const char *keys)
{
	char *part;

	while ((part = keys_next_part(&keys))) {
		text_add_char(out, '/');
		naming_add_encoded(out, part, reserved);
		free(part);
	}
}

/* BenchmarkFork/rss=1G-1: one process at a time creates. */
static void add_name(struct text *out, const struct result *result, const struct result_case *item)
{
	const char *colon = strchr(item->spec, ':');
	size_t repeat = naming_repeat(result, item);
	const char first[] = {(char)toupper((unsigned char)*item->method), '\0'};

	text_add(out, "Benchmark");
	naming_add_encoded(out, first, reserved);
	if (*item->method)
		naming_add_encoded(out, item->method + 1, reserved);
	if (repeat > 0)
		text_printf(out, "#%zu", repeat + 1);
	if (colon)
		add_keys(out, colon + 1);
	text_add(out, "-1");
}

/* Total as ns/op, the other spans under units of their own. */
static void add_values(struct text *out, enum quantity clock, const struct result_launch *launch)
{
	for (int span = 0; span < SPAN_COUNT; span++) {
		double ns = naming_launch_span(launch, (enum span)span);

		if (isfinite(ns))
			text_printf(out, " %.12g %s%s%s/op", ns,
				    span == SPAN_TOTAL ? "" : span_table[span].name,
				    span == SPAN_TOTAL ? "" : "-", quantity_table[clock].clock);
	}
}

static void add_case(struct text *out, const struct result *result, const struct result_case *item)
{
	for (size_t i = 0; i < item->launch_count; i++) {
		struct text values = {0};

		add_values(&values, result->clock, &item->launches[i]);
		if (values.length > 0) {
			add_name(out, result, item);
			text_printf(out, " %" PRIu64 "%s\n", item->launches[i].samples,
				    text_string(&values));
		}
		out->failed = out->failed || values.failed;
		text_free(&values);
	}
}

static void add_config(struct text *out, const char *key, const char *value)
{
	if (!value || !*value)
		return;
	text_printf(out, "%s: ", key);
	text_add_printable(out, value);
	text_add_char(out, '\n');
}

/* Of the keys that Go prints only cpu is used: the others describe a Go build. */
static void add_configs(struct text *out, const struct result *result)
{
	add_config(out, "tool", "procbench");
	add_config(out, "version", result->version);
	add_config(out, "date", result->date);
	add_config(out, "host", facts_get(&result->host, "hostname"));
	add_config(out, "kernel", facts_get(&result->host, "kernel"));
	add_config(out, "cpu", facts_get(&result->host, "cpu_model"));
}

int gobench_write(const struct result *result, const struct report_style *style, struct text *out,
		  struct error *error)
{
	const char *unit = quantity_table[result->clock].clock;

	(void)style;
	add_configs(out, result);
	text_printf(out, "Unit %s/op better=lower\n", unit);
	for (int span = SPAN_TOTAL + 1; span < SPAN_COUNT; span++)
		text_printf(out, "Unit %s-%s/op better=lower\n", span_table[span].name, unit);
	text_add_char(out, '\n');
	for (size_t i = 0; i < result->case_count; i++)
		add_case(out, result, &result->cases[i]);
	return out->failed ? error_set(error, ENOMEM, "out of memory") : 0;
}
