/* table: for people, on a terminal. */
#include "cells.h"
#include "changes.h"
#include "counted.h"
#include "notes.h"
#include "profiles.h"
#include "replays.h"
#include "text_plot.h"
#include "verdicts.h"
#include "writers.h"

#include "procbench/render/prose.h"

#include <errno.h>

static void add_dropped(struct text *out, const struct grid *grid, const struct report_style *style)
{
	struct text line = {0};

	if (grid->dropped.length == 0)
		return;
	text_printf(&line, "not shown in %zu columns: %s (--format csv has every column)",
		    style->width, text_string(&grid->dropped));
	prose_wrap(out, text_string(&line), 0, 2, style->width);
	text_free(&line);
}

static void add_table(struct grid grid, const struct report_style *style, struct text *out)
{
	if (grid.rows > 0) {
		text_add_char(out, '\n');
		grid_write(&grid, out, style->width, style->color);
		add_dropped(out, &grid, style);
	}
	out->failed = out->failed || grid.failed;
	grid_free(&grid);
}

int table_write(const struct result *result, const struct report_style *style, struct text *out,
		struct error *error)
{
	notes_add_head(out, result, style);
	add_table(cells_main_grid(result, style), style, out);
	if (result->phases && !cells_are_chosen(style))
		add_table(cells_grid(result, COLUMN_SPANS), style, out);
	if (result->phases)
		notes_add_calls(out, result, style);
	if (style->histogram)
		text_plot_add(out, result, style);
	notes_add_ratios(out, result, style);
	notes_add_fits(out, result, style);
	notes_add_problems(out, result, style);
	counted_add(out, result, style);
	replays_add(out, result, style);
	profiles_add(out, result, style);
	if (result_is_duel(result))
		verdicts_add(out, result, style);
	else if (result->comparison_count > 0)
		changes_add(out, result, style);
	return out->failed ? error_set(error, ENOMEM, "out of memory") : 0;
}
