/* notes: the text around a table: what was measured, the fits, what failed, the warnings. */
#include "notes.h"

#include "naming.h"
#include "sentences.h"

#include "procbench/render/prose.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

/* What ended the run; the first case may be one that was skipped. */
static const char *stopped_by(const struct result *result)
{
	for (size_t i = 0; i < result->case_count; i++)
		if (result->cases[i].stopped_by)
			return result->cases[i].stopped_by;
	return NULL;
}

static void add_settings(struct text *out, const struct result *result,
			 const struct report_style *style)
{
	const char *stopped = stopped_by(result);
	struct text line = {0};

	if (result->iters)
		text_printf(&line, "%" PRIu64 " samples per case", result->iters);
	else if (stopped)
		text_printf(&line, "stopped by %s", stopped);
	else
		text_add(&line, "nothing measured");
	text_printf(&line, ", %" PRIu64 " round%s of fresh launches; seed %" PRIu64, result->rounds,
		    result->rounds == 1 ? "" : "s", result->seed);
	prose_add(out, text_string(&line), 0, 0, style->width);
	text_free(&line);
}

void notes_add_failures(struct text *line, const struct result_case *item)
{
	text_printf(line, "%" PRIu64 " of %" PRIu64 " samples failed:", item->failed,
		    item->failed + item->samples);
	for (size_t i = 0; i < item->failure_count; i++)
		text_printf(line, "%s %" PRIu64 " %s", i ? "," : "", item->failures[i].count,
			    item->failures[i].name);
}

void notes_add_drift(struct text *line, const struct result_case *item)
{
	uint64_t all = item->launch_count + item->launches_drifted;

	text_printf(line,
		    "%" PRIu64 " of %" PRIu64 " launches excluded because the parent changed: %s",
		    item->launches_drifted, all, item->drift ? item->drift : "unknown");
}

void notes_add_case(struct text *line, const struct result_case *item)
{
	if (item->failed > 0)
		notes_add_failures(line, item);
	if (item->launches_drifted > 0 && !item->skipped) {
		text_add(line, line->length ? "; " : "");
		notes_add_drift(line, item);
	}
	if (item->skipped)
		text_printf(line, "%sskipped: %s", line->length ? "; " : "", item->skipped);
	if (line->length == 0 && !naming_is_measured(item))
		text_printf(line, "not measured: %s",
			    item->launches_lost > 0 ? "all launches were lost"
						    : "no sample was taken");
}

bool report_add_problem(struct text *line, const struct result *result,
			const struct result_case *item)
{
	struct text why = {0};
	bool is_any;

	notes_add_case(&why, item);
	is_any = why.length > 0;
	if (is_any) {
		naming_add(line, result, item);
		text_printf(line, ": %s", text_string(&why));
	}
	text_free(&why);
	return is_any;
}

static void add_case_notes(struct text *out, const struct result *result,
			   const struct report_style *style)
{
	for (size_t i = 0; i < result->case_count; i++) {
		struct text line = {0};

		if (report_add_problem(&line, result, &result->cases[i]))
			prose_add(out, text_string(&line), 0, 2, style->width);
		text_free(&line);
	}
}

static void add_warnings(struct text *out, const struct result *result,
			 const struct report_style *style)
{
	for (size_t i = 0; i < result->warnings.count; i++) {
		struct text line = {0};

		text_printf(&line, "warning: %s", result->warnings.items[i]);
		prose_add(out, text_string(&line), 0, 2, style->width);
		text_free(&line);
	}
}

void notes_add_problems(struct text *out, const struct result *result,
			const struct report_style *style)
{
	static const char partial[] = "partial: the run ended early";
	struct text notes = {0}, line = {0};

	add_case_notes(&notes, result, style);
	text_add(&line, partial);
	if (result->partial)
		prose_add(&notes, text_string(&line), 0, 2, style->width);
	add_warnings(&notes, result, style);
	if (notes.length > 0)
		text_printf(out, "\n%s", text_string(&notes));
	text_free(&notes);
	text_free(&line);
}

static void add_line(struct text *out, const struct report_style *style, struct text *line)
{
	if (line->length > 0)
		prose_add(out, text_string(line), 0, 2, style->width);
	text_clear(line);
}

/* ---- what the span call contains ---- */

static bool has_call(const struct result_case *item, const char *call)
{
	return item->call && naming_is_measured(item) && strcmp(item->call, call) == 0;
}

/* Whether an earlier case has the same meaning, or, of a method, the same name with it. */
static bool is_mentioned(const struct result *result, size_t at, bool of_method)
{
	const struct result_case *item = &result->cases[at];

	for (size_t i = 0; i < at; i++)
		if (has_call(&result->cases[i], item->call) &&
		    (!of_method || strcmp(result->cases[i].method, item->method) == 0))
			return true;
	return false;
}

/* A method whose calls are not all alike, as that of clone by its flags. */
static bool is_ambiguous(const struct result *result, const struct result_case *item)
{
	for (size_t i = 0; i < result->case_count; i++)
		if (strcmp(result->cases[i].method, item->method) == 0 &&
		    !has_call(&result->cases[i], item->call))
			return true;
	return false;
}

static void add_names(struct text *line, const struct result *result, const char *call)
{
	const char *before = "";

	for (size_t i = 0; i < result->case_count; i++) {
		const struct result_case *item = &result->cases[i];
		bool ambiguous = is_ambiguous(result, item);

		if (!has_call(item, call) || (!ambiguous && is_mentioned(result, i, true)))
			continue;
		text_add(line, before);
		if (ambiguous)
			naming_add(line, result, item);
		else
			text_add_printable(line, item->method);
		before = ", ";
	}
}

void notes_each_call(const struct result *result, void (*add)(void *context, struct text *line),
		     void *context)
{
	struct text line = {0};

	for (size_t i = 0; i < result->case_count; i++) {
		const char *call = result->cases[i].call;

		if (!call || !has_call(&result->cases[i], call) || is_mentioned(result, i, false))
			continue;
		text_add(&line, "call of ");
		add_names(&line, result, call);
		text_add(&line, ": ");
		text_add_printable(&line, call);
		add(context, &line);
		text_clear(&line);
	}
	text_free(&line);
}

struct terminal_lines {
	struct text *out;
	const struct report_style *style;
};

static void add_to_terminal(void *context, struct text *line)
{
	struct terminal_lines *lines = context;

	prose_add(lines->out, text_string(line), 0, 2, lines->style->width);
}

void notes_add_calls(struct text *out, const struct result *result,
		     const struct report_style *style)
{
	struct terminal_lines lines = {out, style};

	notes_each_call(result, add_to_terminal, &lines);
}

#define SENTENCES_MAX 3

static bool is_compared(const struct result_case *item)
{
	return isfinite(item->ratio) && !item->implied;
}

static bool is_extreme(const struct result *result, const struct result_case *item)
{
	bool is_least = true, is_most = true;

	for (size_t i = 0; i < result->case_count; i++) {
		if (!is_compared(&result->cases[i]))
			continue;
		is_least = is_least && result->cases[i].ratio >= item->ratio;
		is_most = is_most && result->cases[i].ratio <= item->ratio;
	}
	return is_least || is_most;
}

const char *notes_on_times(const struct result *result)
{
	for (size_t i = 0; i < result->case_count && result->comparison_count == 0; i++)
		if (!result->cases[i].implied && isfinite(result->cases[i].floor_multiple))
			return result->clock == QUANTITY_TIME
				       ? "Times vary between runs: to compare runs, use x floor."
				       : "Counts are the same in every run of this procbench and "
					 "kernel; they measure how much work is done, not how "
					 "long it takes.";
	return NULL;
}

/* Sweeps have their fits, and a duel its verdict, which are shorter. */
static void add_ratio_lines(struct text *out, const struct result *result,
			    const struct report_style *style)
{
	struct text line = {0};
	size_t compared = 0;

	if (result->fit_count > 0 || result->comparison_count > 0)
		return;
	for (size_t i = 0; i < result->case_count; i++)
		compared += is_compared(&result->cases[i]);
	for (size_t i = 0; i < result->case_count; i++) {
		const struct result_case *item = &result->cases[i];

		if (!is_compared(item) || (compared > SENTENCES_MAX && !is_extreme(result, item)))
			continue;
		sentences_add_ratio(&line, result, item);
		add_line(out, style, &line);
	}
	text_free(&line);
}

void notes_add_ratios(struct text *out, const struct result *result,
		      const struct report_style *style)
{
	const char *times = notes_on_times(result);
	struct text lines = {0};

	add_ratio_lines(&lines, result, style);
	if (times)
		prose_wrap(&lines, times, 0, 0, style->width);
	if (lines.length > 0)
		text_printf(out, "\n%s", text_string(&lines));
	out->failed = out->failed || lines.failed;
	text_free(&lines);
}

void notes_add_fits(struct text *out, const struct result *result, const struct report_style *style)
{
	struct text line = {0};

	if (result->fit_count > 0)
		text_add_char(out, '\n');
	for (size_t i = 0; i < result->fit_count; i++) {
		const struct result_fit *fit = &result->fits[i];

		sentences_add_fit(&line, result, fit);
		add_line(out, style, &line);
		for (size_t k = 0; k < fit->beyond_count; k++) {
			sentences_add_extrapolation(&line, result, &fit->beyond[k]);
			add_line(out, style, &line);
		}
	}
	for (size_t i = 0; i < result->crossover_count; i++) {
		sentences_add_crossover(&line, result, &result->crossovers[i]);
		add_line(out, style, &line);
	}
	for (size_t i = 0; i < result->fit_count; i++) {
		sentences_add_misfit(&line, result, &result->fits[i]);
		add_line(out, style, &line);
	}
	text_free(&line);
}

void notes_add_head(struct text *out, const struct result *result, const struct report_style *style)
{
	if (result->headline)
		prose_add(out, result->headline, 0, 0, style->width);
	add_settings(out, result, style);
}
