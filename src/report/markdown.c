/*
 * markdown: GitHub's, for a comment on a pull request or the summary of a step: the verdict first,
 * then a table, then notes.
 */
#include "cells.h"
#include "counted.h"
#include "naming.h"
#include "notes.h"
#include "profiles.h"
#include "replays.h"
#include "verdicts.h"
#include "writers.h"

#include "procbench/render/markdown_text.h"

#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <string.h>

static void add_case_name(struct text *out, const struct result *result,
			  const struct result_case *item)
{
	struct text name = {0};

	naming_add(&name, result, item);
	markdown_text_add_code(out, text_string(&name));
	text_free(&name);
}

/* ---- the verdict ---- */

static void add_verdict(struct text *out, const struct result *result,
			const struct result_comparison *item)
{
	struct text words = {0};

	verdicts_add_change(&words, result, item);
	markdown_text_add(out, text_string(&words));
	text_printf(out, ": **%s** (", verdict_names[item->verdict]);
	verdicts_add_limits(out, item);
	text_add_char(out, ')');
	text_free(&words);
	if (item->note) {
		text_add(out, "; ");
		markdown_text_add(out, item->note);
	}
}

/* One is a paragraph of its own; of several the worst begins, and a list follows. */
static void add_verdicts(struct text *out, const struct result *result)
{
	size_t counts[VERDICT_COUNT] = {0};

	for (size_t i = 0; i < result->comparison_count; i++)
		counts[result->comparisons[i].verdict]++;
	if (result->comparison_count == 1) {
		add_verdict(out, result, &result->comparisons[0]);
		text_add(out, "\n\n");
		return;
	}
	text_printf(out, "**%s**: %zu with a regression, %zu inconclusive, %zu without, of %zu\n\n",
		    verdict_names[counts[VERDICT_REGRESSION]     ? VERDICT_REGRESSION
				  : counts[VERDICT_INCONCLUSIVE] ? VERDICT_INCONCLUSIVE
								 : VERDICT_NO_REGRESSION],
		    counts[VERDICT_REGRESSION], counts[VERDICT_INCONCLUSIVE],
		    counts[VERDICT_NO_REGRESSION], result->comparison_count);
	for (size_t i = 0; i < result->comparison_count; i++) {
		text_add(out, "- ");
		add_verdict(out, result, &result->comparisons[i]);
		text_add_char(out, '\n');
	}
	text_add_char(out, '\n');
}

static void add_head(struct text *out, const struct result *result)
{
	if (result->comparison_count > 0)
		add_verdicts(out, result);
	if (result->headline) {
		markdown_text_add(out, result->headline);
		text_add(out, "\n\n");
	}
}

/* ---- the table ---- */

static void add_table(struct text *out, const struct result *result,
		      const struct report_style *style)
{
	struct grid grid = cells_main_grid(result, style);

	if (grid.rows > 0) {
		grid_write_markdown(&grid, out);
		text_add_char(out, '\n');
	}
	out->failed = out->failed || grid.failed;
	grid_free(&grid);
}

static void add_grid(void *context, const char *sentence, struct grid *grid)
{
	struct text *out = context;

	markdown_text_add(out, sentence);
	text_add(out, "\n\n");
	grid_write_markdown(grid, out);
	text_add_char(out, '\n');
	out->failed = out->failed || grid->failed;
}

static void add_note(void *context, const char *sentence)
{
	markdown_text_add_item(context, sentence);
}

static void add_counted(struct text *out, const struct result *result)
{
	const struct block_parts parts = {add_grid, add_note, out};
	size_t before = out->length;

	counted_hand_out(result, &parts);
	if (out->length > before)
		text_add_char(out, '\n');
}

static void add_replay(struct text *out, const struct result *result)
{
	const struct block_parts parts = {add_grid, add_note, out};

	replays_hand_out(result, &parts);
	if (result->site_count > 0)
		text_add_char(out, '\n');
}

/* ---- notes ---- */

static void add_case_note(struct text *out, const struct result *result,
			  const struct result_case *item)
{
	struct text words = {0};

	notes_add_case(&words, item);
	if (words.length > 0) {
		text_add(out, "- ");
		add_case_name(out, result, item);
		text_add(out, ": ");
		markdown_text_add(out, text_string(&words));
		text_add_char(out, '\n');
	}
	text_free(&words);
}

static void add_notes(struct text *out, const struct result *result)
{
	size_t before = out->length;

	for (size_t i = 0; i < result->case_count; i++)
		add_case_note(out, result, &result->cases[i]);
	if (result->partial)
		text_add(out, "- partial: the run ended early\n");
	for (size_t i = 0; i < result->warnings.count; i++) {
		text_add(out, "- warning: ");
		markdown_text_add(out, result->warnings.items[i]);
		text_add_char(out, '\n');
	}
	if (out->length > before)
		text_add_char(out, '\n');
}

static void add_word(struct text *out, const char *word)
{
	if (!word)
		return;
	text_add(out, ", ");
	markdown_text_add(out, word);
}

static void add_machine(struct text *out, const struct result *result)
{
	text_add(out, "<sub>procbench ");
	markdown_text_add(out, result->version ? result->version : "of an unknown version");
	add_word(out, facts_get(&result->host, "hostname"));
	add_word(out, facts_get(&result->host, "cpu_model"));
	add_word(out, facts_get(&result->host, "kernel"));
	add_word(out, result->date);
	text_add(out, "</sub>\n");
}

int markdown_write(const struct result *result, const struct report_style *style, struct text *out,
		   struct error *error)
{
	add_head(out, result);
	add_replay(out, result);
	add_table(out, result, style);
	if (notes_on_times(result))
		text_printf(out, "%s\n\n", notes_on_times(result));
	add_notes(out, result);
	add_counted(out, result);
	profiles_each(result, add_grid, out);
	add_machine(out, result);
	return out->failed ? error_set(error, ENOMEM, "out of memory") : 0;
}
