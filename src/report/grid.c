/* grid: cells in columns, laid out for a terminal. */
#include "grid.h"

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
	*column = (struct grid_column){.heading = heading, .cells = cells};
	grid->count++;
	return column;
}

static void drop_column(struct grid *grid, size_t at)
{
	for (size_t row = 0; row < grid->rows; row++)
		text_free(&grid->columns[at].cells[row]);
	free(grid->columns[at].cells);
	memmove(&grid->columns[at], &grid->columns[at + 1],
		(grid->count - at - 1) * sizeof(grid->columns[0]));
	grid->count--;
}

void grid_free(struct grid *grid)
{
	while (grid->count > 0)
		drop_column(grid, grid->count - 1);
}

/* ---- widths ---- */

static void measure(struct grid *grid)
{
	for (size_t i = 0; i < grid->count; i++) {
		struct grid_column *column = &grid->columns[i];

		column->width = prose_columns(column->heading);
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
	grid->columns[0].width = prose_columns(grid->columns[0].heading);
}

/* The column to drop first; `count` where none may be. */
static size_t least_of(const struct grid *grid)
{
	size_t least = grid->count;

	for (size_t i = 0; i < grid->count; i++)
		if (grid->columns[i].keep > 0 &&
		    (least == grid->count || grid->columns[i].keep < grid->columns[least].keep))
			least = i;
	return least;
}

/* A dropped column reads better than a broken line. */
static void fit(struct grid *grid, size_t width)
{
	while (width > 0 && width_of(grid) > width) {
		size_t least = least_of(grid);

		if (least == grid->count)
			return;
		drop_column(grid, least);
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
		add_cell(grid, i, grid->columns[i].heading, out);
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

void grid_write(struct grid *grid, struct text *out, const struct report_style *style)
{
	measure(grid);
	set_names_apart(grid, style->width);
	fit(grid, style->width);
	add_headings(grid, out, style->color);
	add_units(grid, out, style->color);
	for (size_t row = 0; row < grid->rows; row++)
		add_row(grid, row, out);
}
