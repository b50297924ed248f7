/* junit: XML as JUnit's Ant task wrote it, which CI systems read: one test case per case. */
#include "naming.h"
#include "notes.h"
#include "verdicts.h"
#include "writers.h"

#include "procbench/render/markup.h"

#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <string.h>

/* How a test case ended, each with its element. */
enum ending { ENDED_WELL, ENDED_SKIPPED, ENDED_ERROR, ENDED_FAILURE, ENDING_COUNT };

static const char *const elements[ENDING_COUNT] = {
	[ENDED_SKIPPED] = "skipped", [ENDED_ERROR] = "error", [ENDED_FAILURE] = "failure"};

/* ---- what became of a case ---- */

/* An error weighs more than a verdict: where samples failed there is none to trust. */
static enum ending ending_of(const struct result_case *item, struct text *why)
{
	if (item->failed > 0) {
		notes_add_failures(why, item);
		return ENDED_ERROR;
	}
	if (item->launches_lost > 0 && !item->skipped) {
		text_printf(why, "%" PRIu64 " subjects crashed or were killed",
			    item->launches_lost);
		return ENDED_ERROR;
	}
	if (item->launches_drifted > 0 && !item->skipped) {
		notes_add_drift(why, item);
		return ENDED_ERROR;
	}
	if (item->skipped) {
		text_add(why, item->skipped);
		return ENDED_SKIPPED;
	}
	return ENDED_WELL;
}

static void add_ending(struct text *out, enum ending ending, const struct text *why)
{
	if (ending == ENDED_WELL)
		return;
	text_printf(out, "      <%s", elements[ending]);
	markup_add_attribute(out, "message", text_string(why));
	if (ending != ENDED_SKIPPED) /* which has no type */
		markup_add_attribute(out, "type", ending == ENDED_ERROR ? "samples" : "regression");
	text_add(out, "/>\n");
}

static void add_figures(struct text *out, enum quantity clock, const struct result_case *item)
{
	const struct result_span *total = &item->spans[SPAN_TOTAL];
	const char *unit = quantity_table[clock].clock;

	if (!naming_is_measured(item))
		return;
	text_printf(out,
		    "      <system-out>median %.12g %s, %" PRIu64 " samples, %" PRIu64 " launches",
		    total->median_ns, unit, item->samples, item->launch_count);
	if (isfinite(total->median_low_ns) && isfinite(total->median_high_ns))
		text_printf(out, ", 95%% CI %.12g to %.12g %s", total->median_low_ns,
			    total->median_high_ns, unit);
	text_add(out, "</system-out>\n");
}

/* The time of a test case is the median, in seconds; without one, and of counts, it has none. */
static void add_case(struct text *out, const struct result *result, const struct result_case *item)
{
	struct text name = {0}, why = {0}, class_name = {0};
	enum ending ending = ending_of(item, &why);

	naming_add(&name, result, item);
	text_printf(&class_name, "procbench.%s", item->method);
	text_add(out, "    <testcase");
	markup_add_attribute(out, "classname", text_string(&class_name));
	markup_add_attribute(out, "name", text_string(&name));
	if (naming_is_measured(item) && result->clock == QUANTITY_TIME)
		text_printf(out, " time=\"%.9f\"", item->spans[SPAN_TOTAL].median_ns / 1e9);
	text_add(out, ">\n");
	add_ending(out, ending, &why);
	add_figures(out, result->clock, item);
	text_add(out, "    </testcase>\n");
	text_free(&class_name);
	text_free(&why);
	text_free(&name);
}

/* ---- what became of a comparison ---- */

static enum ending ending_of_verdict(enum verdict verdict)
{
	static const enum ending endings[VERDICT_COUNT] = {
		[VERDICT_REGRESSION] = ENDED_FAILURE, [VERDICT_INCONCLUSIVE] = ENDED_SKIPPED};

	return endings[verdict];
}

static void add_comparison(struct text *out, const struct result *result,
			   const struct result_comparison *item)
{
	struct text name = {0}, words = {0};

	naming_add_side(&name, result, item, true);
	text_add(&name, " vs ");
	naming_add_side(&name, result, item, false);
	verdicts_add_answer(&words, result, item);
	if (item->note)
		text_printf(&words, " (%s)", item->note);
	text_add(out, "    <testcase classname=\"procbench.comparison\"");
	markup_add_attribute(out, "name", text_string(&name));
	if (isfinite(item->b_ns) && result->clock == QUANTITY_TIME)
		text_printf(out, " time=\"%.9f\"", item->b_ns / 1e9);
	text_add(out, ">\n");
	add_ending(out, ending_of_verdict(item->verdict), &words);
	text_add(out, "      <system-out>");
	markup_add(out, text_string(&words));
	text_add(out, "</system-out>\n    </testcase>\n");
	text_free(&words);
	text_free(&name);
}

/* ---- the suite ---- */

static size_t count_endings(const struct result *result, enum ending ending)
{
	size_t n = 0;

	for (size_t i = 0; i < result->case_count; i++) {
		struct text why = {0};

		n += ending_of(&result->cases[i], &why) == ending;
		text_free(&why);
	}
	for (size_t i = 0; i < result->comparison_count; i++)
		n += ending_of_verdict(result->comparisons[i].verdict) == ending;
	return n;
}

static void add_counts(struct text *out, const struct result *result, bool skipped)
{
	text_printf(out, " tests=\"%zu\" failures=\"%zu\" errors=\"%zu\"",
		    result->case_count + result->comparison_count,
		    count_endings(result, ENDED_FAILURE), count_endings(result, ENDED_ERROR));
	if (skipped)
		text_printf(out, " skipped=\"%zu\"", count_endings(result, ENDED_SKIPPED));
}

static void add_property(struct text *out, const char *name, const char *value)
{
	if (!value)
		return;
	text_add(out, "      <property");
	markup_add_attribute(out, "name", name);
	markup_add_attribute(out, "value", value);
	text_add(out, "/>\n");
}

/* XML Schema's dateTime as JUnit has it: UTC, without the Z. */
static void add_timestamp(struct text *out, const char *date)
{
	struct text bare = {0};

	text_add_bytes(&bare, date, strcspn(date, "Z"));
	markup_add_attribute(out, "timestamp", text_string(&bare));
	text_free(&bare);
}

static void add_properties(struct text *out, const struct result *result)
{
	text_add(out, "    <properties>\n");
	add_property(out, "version", result->version);
	add_property(out, "kernel", facts_get(&result->host, "kernel"));
	add_property(out, "cpu_model", facts_get(&result->host, "cpu_model"));
	add_property(out, "partial", result->partial ? "true" : "false");
	for (size_t i = 0; i < result->warnings.count; i++)
		add_property(out, "warning", result->warnings.items[i]);
	text_add(out, "    </properties>\n");
}

int junit_write(const struct result *result, const struct report_style *style, struct text *out,
		struct error *error)
{
	const char *host = facts_get(&result->host, "hostname");

	(void)style;
	text_add(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"procbench\"");
	add_counts(out, result, false);
	text_add(out, ">\n  <testsuite name=\"procbench\"");
	add_counts(out, result, true);
	if (result->date)
		add_timestamp(out, result->date);
	if (host)
		markup_add_attribute(out, "hostname", host);
	text_add(out, ">\n");
	add_properties(out, result);
	for (size_t i = 0; i < result->case_count; i++)
		add_case(out, result, &result->cases[i]);
	for (size_t i = 0; i < result->comparison_count; i++)
		add_comparison(out, result, &result->comparisons[i]);
	text_add(out, "  </testsuite>\n</testsuites>\n");
	return out->failed ? error_set(error, ENOMEM, "out of memory") : 0;
}
