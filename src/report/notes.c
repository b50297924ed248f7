/* notes: what stands around a table: what was measured, the fits, what failed, the warnings. */
#include "notes.h"

#include "sentences.h"

#include "procbench/render/prose.h"

#include <inttypes.h>

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
		text_printf(&line, "%" PRIu64 " samples a case", result->iters);
	else if (stopped)
		text_printf(&line, "stopped by %s", stopped);
	else
		text_add(&line, "nothing measured");
	text_printf(&line, ", in %" PRIu64 " rounds of fresh launches; seed %" PRIu64,
		    result->rounds, result->seed);
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

static void add_case_notes(struct text *out, const struct result *result,
			   const struct report_style *style)
{
	for (size_t i = 0; i < result->case_count; i++) {
		const struct result_case *item = &result->cases[i];
		struct text line = {0};

		if (item->failed > 0) {
			text_printf(&line, "%s: ", item->spec);
			notes_add_failures(&line, item);
			prose_add(out, text_string(&line), 0, 2, style->width);
			text_clear(&line);
		}
		if (item->skipped) {
			text_printf(&line, "%s: skipped: %s", item->spec, item->skipped);
			prose_add(out, text_string(&line), 0, 2, style->width);
		}
		text_free(&line);
	}
}

static void add_warnings(struct text *out, const struct result *result,
			 const struct report_style *style)
{
	for (size_t i = 0; i < result->warning_count; i++) {
		struct text line = {0};

		text_printf(&line, "warning: %s", result->warnings[i]);
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

void notes_add_fits(struct text *out, const struct result *result, const struct report_style *style)
{
	struct text line = {0};

	if (result->fit_count > 0)
		text_add_char(out, '\n');
	for (size_t i = 0; i < result->fit_count; i++) {
		sentences_add_fit(&line, &result->fits[i]);
		add_line(out, style, &line);
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
