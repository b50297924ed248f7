/* changes: the comparisons of saved results, a row each, and one line each for programs. */
#include "changes.h"
#include "verdicts.h"

#include "procbench/base/units.h"

#include <math.h>
#include <string.h>

#define BOLD       "\033[1m"
#define PLAIN      "\033[0m"
#define WIDTH_NONE 80

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

static void add_time(struct text *cell, double ns)
{
	struct time_unit unit = units_for(ns);

	if (isfinite(ns))
		text_printf(cell, "%.*f %s", ns / unit.ns >= 100 ? 1 : 2, ns / unit.ns, unit.name);
}

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
	add_time(&row->cells[CELL_OLD], item->a_ns);
	add_time(&row->cells[CELL_NEW], item->b_ns);
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
		size_t columns = text_columns(text_string(&row->cells[cell]));

		widths[cell] = columns > widths[cell] ? columns : widths[cell];
	}
}

static void add_row(struct text *out, const size_t widths[CELL_COUNT], const struct row *row)
{
	for (int cell = 0; cell < CELL_COUNT; cell++) {
		const char *words = text_string(&row->cells[cell]);
		int blanks = (int)(widths[cell] - text_columns(words));

		if (cell == CELL_CASE)
			text_printf(out, "%s%*s", words, blanks, "");
		else if (cell == CELL_VERDICT)
			text_printf(out, "  %s", words);
		else
			text_printf(out, "  %*s%s", blanks, "", words);
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
	text_add(out, style->color ? BOLD : "");
	add_row(out, widths, &heading);
	text_add(out, style->color ? PLAIN : "");
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
		struct text words = {0}, printable = {0};

		text_printf(&words, "%s: %s", item->b, item->note ? item->note : "");
		text_add_printable(&printable, text_string(&words));
		if (item->note)
			text_add_wrapped(out, text_string(&printable), 0, 2,
					 style->width ? style->width : WIDTH_NONE);
		text_free(&words);
		text_free(&printable);
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
