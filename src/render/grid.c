/* grid: cells in columns, laid out for a terminal, Markdown or HTML. */
#include "procbench/render/grid.h"

#include "procbench/render/markdown_text.h"
#include "procbench/render/markup.h"
#include "procbench/render/prose.h"
#include "procbench/render/terminal.h"

#include <stdlib.h>
#include <string.h>

#define GAP          2  /* blanks between columns */
#define NAME_COLUMNS 48 /* a name may take these, or half of the terminal, on any line */

static size_t wider(size_t a, size_t b)
{
	return a > b ? a : b;
}

struct grid_column *grid_add_column(struct grid *grid, const char *heading)
{
	struct grid_column *column = &grid->columns[grid->count];
	struct text *cells = calloc(grid->rows + 1, sizeof(*cells));

	if (!cells || grid->count == GRID_COLUMNS_MAX) {
		free(cells);
		grid->failed = true;
		return NULL;
	}
	*column = (struct grid_column){.cells = cells};
	text_add_printable(&column->heading, heading);
	grid->count++;
	return column;
}

static void drop_column(struct grid *grid, size_t at)
{
	for (size_t row = 0; row < grid->rows; row++)
		text_free(&grid->columns[at].cells[row]);
	text_free(&grid->columns[at].heading);
	free(grid->columns[at].cells);
	memmove(&grid->columns[at], &grid->columns[at + 1],
		(grid->count - at - 1) * sizeof(grid->columns[0]));
	grid->count--;
}

void grid_free(struct grid *grid)
{
	while (grid->count > 0)
		drop_column(grid, grid->count - 1);
	text_free(&grid->dropped);
}

/* ---- widths ---- */

static void measure(struct grid *grid)
{
	for (size_t i = 0; i < grid->count; i++) {
		struct grid_column *column = &grid->columns[i];

		column->width = prose_columns(text_string(&column->heading));
		for (size_t row = 0; row < grid->rows; row++)
			column->width = wider(column->width,
					      prose_columns(text_string(&column->cells[row])));
	}
}

static size_t width_of(const struct grid *grid)
{
	size_t width = 0;

	for (size_t i = 0; i < grid->count; i++)
		width += grid->columns[i].width + (i ? GAP : 0);
	return width;
}

/* Where long names leave too little room for the numbers, each stands on a line above them. */
static void set_names_apart(struct grid *grid, size_t width)
{
	if (width == 0 || width_of(grid) <= width ||
	    grid->columns[0].width <= wider(NAME_COLUMNS, width / 2))
		return;
	grid->names_apart = true;
	grid->columns[0].width = prose_columns(text_string(&grid->columns[0].heading));
}

/* Lists the dropped columns for the reader; an interval is named after its column. */
static void note_dropped(struct grid *grid, size_t at)
{
	struct text before = grid->dropped;

	grid->dropped = (struct text){0};
	text_add(&grid->dropped, text_string(&grid->columns[at].heading));
	if (before.length > 0)
		text_printf(&grid->dropped, ", %s", text_string(&before));
	text_free(&before);
}

/* Drops columns rather than breaking lines. */
static void fit(struct grid *grid, size_t width)
{
	size_t at = grid->count;

	while (width > 0 && width_of(grid) > width && at-- > 0) {
		if (!grid->columns[at].droppable)
			continue;
		note_dropped(grid, at);
		drop_column(grid, at);
	}
}

/* ---- lines ---- */

static void trim_blanks(struct text *out)
{
	while (out->length > 0 && out->data[out->length - 1] == ' ')
		out->data[--out->length] = '\0';
}

static void add_cell(const struct grid *grid, size_t i, const char *cell, struct text *out)
{
	text_printf(out, "%*s", i ? GAP : 0, "");
	prose_pad(out, cell, grid->columns[i].width, grid->columns[i].left);
}

static void add_headings(const struct grid *grid, struct text *out, bool color)
{
	terminal_begin(out, color, TERMINAL_BOLD);
	for (size_t i = 0; i < grid->count; i++)
		add_cell(grid, i, text_string(&grid->columns[i].heading), out);
	trim_blanks(out);
	terminal_end(out, color, TERMINAL_BOLD);
	text_add_char(out, '\n');
}

static void add_units(const struct grid *grid, struct text *out, bool color)
{
	bool any = false;

	for (size_t i = 0; i < grid->count; i++)
		any = any || grid->columns[i].unit;
	if (!any)
		return;
	terminal_begin(out, color, TERMINAL_DIM);
	for (size_t i = 0; i < grid->count; i++)
		add_cell(grid, i, grid->columns[i].unit ? grid->columns[i].unit : "", out);
	trim_blanks(out);
	terminal_end(out, color, TERMINAL_DIM);
	text_add_char(out, '\n');
}

static void add_row(const struct grid *grid, size_t row, struct text *out)
{
	if (grid->names_apart)
		text_printf(out, "%s\n", text_string(&grid->columns[0].cells[row]));
	for (size_t i = 0; i < grid->count; i++)
		add_cell(grid, i,
			 i == 0 && grid->names_apart ? ""
						     : text_string(&grid->columns[i].cells[row]),
			 out);
	trim_blanks(out);
	text_add_char(out, '\n');
}

void grid_write(struct grid *grid, struct text *out, size_t width, bool color)
{
	measure(grid);
	set_names_apart(grid, width);
	fit(grid, width);
	add_headings(grid, out, color);
	add_units(grid, out, color);
	for (size_t row = 0; row < grid->rows; row++)
		add_row(grid, row, out);
}

/* ---- Markdown ---- */

void grid_write_markdown(const struct grid *grid, struct text *out)
{
	for (size_t i = 0; i < grid->count; i++) {
		text_add(out, "| ");
		markdown_text_add(out, text_string(&grid->columns[i].heading));
		if (grid->columns[i].unit)
			text_printf(out, " (%s)", grid->columns[i].unit);
		text_add_char(out, ' ');
	}
	text_add(out, "|\n");
	for (size_t i = 0; i < grid->count; i++)
		text_add(out, grid->columns[i].left ? "|:---" : "|---:");
	text_add(out, "|\n");
	for (size_t row = 0; row < grid->rows; row++) {
		for (size_t i = 0; i < grid->count; i++) {
			const char *cell = text_string(&grid->columns[i].cells[row]);

			text_add(out, "| ");
			if (i == 0)
				markdown_text_add_code(out, cell);
			else
				markdown_text_add(out, cell);
			text_add(out, *cell ? " " : "");
		}
		text_add(out, "|\n");
	}
}

/* ---- HTML ---- */

static void add_html_heading(const struct grid_column *column, struct text *out)
{
	text_add(out, "<th scope=\"col\">");
	markup_add(out, text_string(&column->heading));
	if (column->unit)
		text_printf(out, "<br>%s", column->unit);
	text_add(out, "</th>");
}

void grid_write_html(const struct grid *grid, struct text *out)
{
	text_add(out, "<table>\n<thead><tr>");
	for (size_t i = 0; i < grid->count; i++)
		add_html_heading(&grid->columns[i], out);
	text_add(out, "</tr></thead>\n<tbody>\n");
	for (size_t row = 0; row < grid->rows; row++) {
		text_add(out, "<tr>");
		for (size_t i = 0; i < grid->count; i++) {
			text_add(out, i == 0 ? "<th scope=\"row\">" : "<td>");
			markup_add(out, text_string(&grid->columns[i].cells[row]));
			text_add(out, i == 0 ? "</th>" : "</td>");
		}
		text_add(out, "</tr>\n");
	}
	text_add(out, "</tbody>\n</table>");
}
