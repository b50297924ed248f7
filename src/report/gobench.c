/*
 * gobench: lines as `go test -bench` writes them, for benchstat (golang.org/design/14313): one
 * sample of its statistics a launch.
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

/* What would end the name, or begin its next part, stands as %XX; so does what is not ASCII. */
static void add_escaped(struct text *out, const char *string)
{
	for (; *string; string++) {
		if (isgraph((unsigned char)*string) && !strchr("/%", *string))
			text_add_char(out, *string);
		else
			text_printf(out, "%%%02X", (unsigned char)*string);
	}
}

/* The values of the spec: /KEY=VALUE each. */
static void add_keys(struct text *out, const char *keys)
{
	char *part;

	while ((part = keys_next_part(&keys))) {
		text_add_char(out, '/');
		add_escaped(out, part);
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
	add_escaped(out, first);
	if (*item->method)
		add_escaped(out, item->method + 1);
	if (repeat > 0)
		text_printf(out, "#%zu", repeat + 1);
	if (colon)
		add_keys(out, colon + 1);
	text_add(out, "-1");
}

static bool has_child_side(const struct result_launch *launch)
{
	for (int span = 0; span < SPAN_COUNT; span++)
		if (span_table[span].child_side && isfinite(launch->span_ns[span]))
			return true;
	return false;
}

/* Total as ns/op; the other spans that this kind of launch is for under their own units. */
static void add_values(struct text *out, enum quantity clock, const struct result_launch *launch)
{
	if (naming_counts(launch))
		text_printf(out, " %.12g %s/op", launch->median_ns, quantity_table[clock].clock);
	for (int span = SPAN_TOTAL + 1; span < SPAN_COUNT; span++)
		if (span_table[span].child_side == launch->stamped &&
		    isfinite(launch->span_ns[span]))
			text_printf(out, " %.12g %s-%s/op", launch->span_ns[span],
				    span_table[span].name, quantity_table[clock].clock);
}

static void add_case(struct text *out, const struct result *result, const struct result_case *item)
{
	for (size_t i = 0; i < item->launch_count; i++) {
		const struct result_launch *launch = &item->launches[i];

		if (!naming_counts(launch) && !(launch->stamped && has_child_side(launch)))
			continue;
		add_name(out, result, item);
		text_printf(out, " %" PRIu64, launch->samples);
		add_values(out, result->clock, launch);
		text_add_char(out, '\n');
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

/* Go's own words for what it knows; a wrong one would be taken for Go's. */
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
