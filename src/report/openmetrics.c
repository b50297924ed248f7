/*
 * openmetrics: OpenMetrics 1.0 text, which the textfile collector of node_exporter reads too, so
 * that every family is a gauge.
 */
#include "naming.h"
#include "writers.h"

#include <errno.h>
#include <inttypes.h>
#include <math.h>

/* ---- pieces ---- */

static void begin_family(struct text *out, const char *name, const char *unit, const char *help)
{
	text_printf(out, "# HELP procbench_%s %s\n", name, help);
	text_printf(out, "# TYPE procbench_%s gauge\n", name);
	if (unit)
		text_printf(out, "# UNIT procbench_%s %s\n", name, unit);
}

/* A label's value, "" for NULL: control characters are made visible, backslash and quote are
 * escaped. */
static void add_value(struct text *out, const char *value)
{
	struct text printable = {0};

	text_add_printable(&printable, value ? value : "");
	for (const char *s = text_string(&printable); *s; s++) {
		if (*s == '\\' || *s == '"')
			text_add_char(out, '\\');
		text_add_char(out, *s);
	}
	text_free(&printable);
}

static void add_label(struct text *out, const char *name, const char *value)
{
	text_printf(out, ",%s=\"", name);
	add_value(out, value);
	text_add_char(out, '"');
}

/* The name and its first label, the case; more labels may follow before the number. */
static void begin_sample(struct text *out, const char *name, const struct result *result,
			 const struct result_case *item)
{
	struct text case_name = {0};

	naming_add(&case_name, result, item);
	text_printf(out, "procbench_%s{case=\"", name);
	add_value(out, text_string(&case_name));
	text_add_char(out, '"');
	text_free(&case_name);
}

static void end_sample(struct text *out, double number)
{
	text_printf(out, "} %.12g\n", number);
}

/* ---- families ---- */

/* The names of families end with the unit. */
struct unit {
	const char *name;
	const char *span_family, *bound_family;
	const char *help;
	double ns; /* nanoseconds, or instructions, per unit */
};

static const struct unit units[QUANTITY_COUNT] = {
	[QUANTITY_TIME] = {"seconds", "span_seconds", "median_bound_seconds",
			   "Time of one creation by span; the median over launches, the other "
			   "statistics over samples.",
			   1e9},
	[QUANTITY_INSTRUCTIONS] =
		{"instructions", "span_instructions", "median_bound_instructions",
		 "Instructions of one creation by span; the median over launches, "
		 "the other statistics over samples.",
		 1},
};

static void add_span(struct text *out, const struct result *result, const struct result_case *item,
		     enum span span)
{
	const struct result_span *of = &item->spans[span];
	const struct unit *unit = &units[result->clock];
	const struct {
		const char *statistic;
		double ns;
	} rows[] = {
		{"min", of->min_ns}, {"median", of->median_ns}, {"p90", of->p90_ns},
		{"p99", of->p99_ns}, {"p999", of->p999_ns},     {"max", of->max_ns},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (!isfinite(rows[i].ns))
			continue;
		begin_sample(out, unit->span_family, result, item);
		add_label(out, "span", span_table[span].name);
		add_label(out, "statistic", rows[i].statistic);
		end_sample(out, rows[i].ns / unit->ns);
	}
}

static void add_bound(struct text *out, const struct result *result, const struct result_case *item,
		      enum span span, const char *bound, double ns)
{
	const struct unit *unit = &units[result->clock];

	if (!isfinite(ns))
		return;
	begin_sample(out, unit->bound_family, result, item);
	add_label(out, "span", span_table[span].name);
	add_label(out, "bound", bound);
	end_sample(out, ns / unit->ns);
}

static void add_spans(struct text *out, const struct result *result)
{
	const struct unit *unit = &units[result->clock];

	begin_family(out, unit->span_family, unit->name, unit->help);
	for (size_t i = 0; i < result->case_count; i++)
		for (int span = 0; span < SPAN_COUNT; span++)
			add_span(out, result, &result->cases[i], (enum span)span);
	begin_family(out, unit->bound_family, unit->name, "Bounds of the 95% CI of the median.");
	for (size_t i = 0; i < result->case_count; i++)
		for (int span = 0; span < SPAN_COUNT; span++) {
			const struct result_span *of = &result->cases[i].spans[span];

			add_bound(out, result, &result->cases[i], (enum span)span, "low",
				  of->median_low_ns);
			add_bound(out, result, &result->cases[i], (enum span)span, "high",
				  of->median_high_ns);
		}
}

static uint64_t launches_of(const struct result_case *item)
{
	return item->launch_count;
}

static void add_counts(struct text *out, const struct result *result, const char *name,
		       const char *help, uint64_t (*count)(const struct result_case *item))
{
	begin_family(out, name, NULL, help);
	for (size_t i = 0; i < result->case_count; i++) {
		if (result->cases[i].skipped && launches_of(&result->cases[i]) == 0)
			continue;
		begin_sample(out, name, result, &result->cases[i]);
		text_printf(out, "} %" PRIu64 "\n", count(&result->cases[i]));
	}
}

static uint64_t samples_of(const struct result_case *item)
{
	return item->samples;
}

static uint64_t failed_of(const struct result_case *item)
{
	return item->failed;
}

static void add_skipped(struct text *out, const struct result *result)
{
	begin_family(out, "skipped", NULL, "1 for a case that was not measured, with the reason.");
	for (size_t i = 0; i < result->case_count; i++) {
		if (!result->cases[i].skipped)
			continue;
		begin_sample(out, "skipped", result, &result->cases[i]);
		add_label(out, "reason", result->cases[i].skipped);
		end_sample(out, 1);
	}
}

static void add_ratio(struct text *out, const struct result_comparison *item, const char *bound,
		      double ratio)
{
	if (!isfinite(ratio))
		return;
	text_add(out, "procbench_comparison_ratio{a=\"");
	add_value(out, item->a);
	text_add_char(out, '"');
	add_label(out, "b", item->b);
	add_label(out, "metric", item->metric);
	add_label(out, "verdict", verdict_words[item->verdict]);
	add_label(out, "bound", bound);
	end_sample(out, ratio);
}

static void add_comparisons(struct text *out, const struct result *result)
{
	begin_family(out, "comparison_ratio", NULL,
		     "Ratio of b to a, and the bounds of its confidence interval.");
	for (size_t i = 0; i < result->comparison_count; i++) {
		const struct result_comparison *item = &result->comparisons[i];

		add_ratio(out, item, "estimate", item->ratio);
		add_ratio(out, item, "low", item->low);
		add_ratio(out, item, "high", item->high);
	}
}

static void add_run(struct text *out, const struct result *result)
{
	begin_family(out, "run", NULL, "Always 1; the labels describe the run.");
	text_add(out, "procbench_run{version=\"");
	add_value(out, result->version ? result->version : "");
	text_add_char(out, '"');
	add_label(out, "date", result->date);
	add_label(out, "host", facts_get(&result->host, "hostname"));
	add_label(out, "kernel", facts_get(&result->host, "kernel"));
	add_label(out, "cpu_model", facts_get(&result->host, "cpu_model"));
	add_label(out, "partial", result->partial ? "true" : "false");
	end_sample(out, 1);
}

int openmetrics_write(const struct result *result, const struct report_style *style,
		      struct text *out, struct error *error)
{
	(void)style;
	add_run(out, result);
	add_spans(out, result);
	add_counts(out, result, "samples", "Samples that succeeded.", samples_of);
	add_counts(out, result, "samples_failed", "Samples that failed.", failed_of);
	add_counts(out, result, "launches", "Launches (fresh parents) that were measured.",
		   launches_of);
	add_skipped(out, result);
	if (result->comparison_count > 0)
		add_comparisons(out, result);
	text_add(out, "# EOF\n");
	return out->failed ? error_set(error, ENOMEM, "out of memory") : 0;
}
