/* changes: the comparisons of saved results, a row each, and one line each for programs. */
#include "changes.h"
#include "verdicts.h"

#include "procbench/render/human.h"
#include "procbench/render/prose.h"
#include "procbench/render/terminal.h"

#include <math.h>
#include <string.h>

#define TABLE_DIGITS 4

enum cell { CELL_CASE, CELL_OLD, CELL_NEW, CELL_RAW, CELL_CONTROLLED, CELL_RANGE, CELL_VERDICT };
#define CELL_COUNT (CELL_VERDICT + 1)

static const char *const headings[CELL_COUNT] = {"case",       "old",      "new",    "change",
						 "controlled", "interval", "verdict"};

struct row {
	struct text cells[CELL_COUNT];
};

bool changes_are_there(const struct result *result)
{
	for (size_t i = 0; i < result->comparison_count; i++)
		if (result->comparison_count > 1 || isfinite(result->comparisons[i].raw_ratio))
			return true;
	return false;
}

/* ---- cells ---- */

/* What rounds to nothing has no sign, which a last digit would decide. */
static void add_percent(struct text *cell, double ratio)
{
	double change = 100 * (ratio - 1);

	if (isfinite(ratio))
		text_printf(cell, "%+.1f%%", fabs(change) < 0.05 ? 0 : change);
}

static void fill_row(struct row *row, const struct result_comparison *item)
{
	text_add_printable(&row->cells[CELL_CASE], item->b);
	human_add_time(&row->cells[CELL_OLD], item->a_ns, TABLE_DIGITS);
	human_add_time(&row->cells[CELL_NEW], item->b_ns, TABLE_DIGITS);
	add_percent(&row->cells[CELL_RAW], item->raw_ratio);
	add_percent(&row->cells[CELL_CONTROLLED], item->controlled_ratio);
	add_percent(&row->cells[CELL_RANGE], item->low);
	if (isfinite(item->low) && isfinite(item->high))
		text_add(&row->cells[CELL_RANGE], "..");
	add_percent(&row->cells[CELL_RANGE], item->high);
	text_add(&row->cells[CELL_VERDICT], verdict_names[item->verdict]);
}

static void free_row(struct row *row)
{
	for (int cell = 0; cell < CELL_COUNT; cell++)
		text_free(&row->cells[cell]);
}

/* ---- the table ---- */

static void widen(size_t widths[CELL_COUNT], const struct row *row)
{
	for (int cell = 0; cell < CELL_COUNT; cell++) {
		size_t columns = prose_columns(text_string(&row->cells[cell]));

		widths[cell] = columns > widths[cell] ? columns : widths[cell];
	}
}

static void add_row(struct text *out, const size_t widths[CELL_COUNT], const struct row *row)
{
	for (int cell = 0; cell < CELL_COUNT; cell++) {
		const char *words = text_string(&row->cells[cell]);
		size_t width = cell == CELL_VERDICT ? 0 : widths[cell];

		text_add(out, cell == CELL_CASE ? "" : "  ");
		prose_pad(out, words, width, cell == CELL_CASE);
	}
	text_add_char(out, '\n');
}

static void measure_rows(size_t widths[CELL_COUNT], const struct result *result)
{
	for (int cell = 0; cell < CELL_COUNT; cell++)
		widths[cell] = strlen(headings[cell]);
	for (size_t i = 0; i < result->comparison_count; i++) {
		struct row row = {0};

		fill_row(&row, &result->comparisons[i]);
		widen(widths, &row);
		free_row(&row);
	}
}

static void add_table(struct text *out, const struct result *result,
		      const struct report_style *style)
{
	size_t widths[CELL_COUNT];
	struct row heading = {0};

	measure_rows(widths, result);
	for (int cell = 0; cell < CELL_COUNT; cell++)
		text_add(&heading.cells[cell], headings[cell]);
	terminal_begin(out, style->color, TERMINAL_BOLD);
	add_row(out, widths, &heading);
	terminal_end(out, style->color, TERMINAL_BOLD);
	free_row(&heading);
	for (size_t i = 0; i < result->comparison_count; i++) {
		struct row row = {0};

		fill_row(&row, &result->comparisons[i]);
		add_row(out, widths, &row);
		free_row(&row);
	}
}

/* ---- notes, and lines for programs ---- */

static void add_notes(struct text *out, const struct result *result,
		      const struct report_style *style)
{
	for (size_t i = 0; i < result->comparison_count; i++) {
		const struct result_comparison *item = &result->comparisons[i];
		struct text words = {0};

		text_printf(&words, "%s: %s", item->b, item->note ? item->note : "");
		if (item->note)
			prose_add(out, text_string(&words), 0, 2, style->width);
		text_free(&words);
	}
}

/* The case stands last: it may hold blanks. */
static void add_line(struct text *out, const struct result_comparison *item)
{
	verdicts_add_fields(out, item);
	text_add(out, " case=");
	text_add_printable(out, item->b);
	text_add_char(out, '\n');
}

void changes_add(struct text *out, const struct result *result, const struct report_style *style)
{
	text_add_char(out, '\n');
	add_table(out, result, style);
	add_notes(out, result, style);
	text_add_char(out, '\n');
	for (size_t i = 0; i < result->comparison_count; i++)
		add_line(out, &result->comparisons[i]);
}
