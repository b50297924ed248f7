/* grid: cells in columns, laid out for a terminal, Markdown or HTML. */
#ifndef PROCBENCH_RENDER_GRID_H
#define PROCBENCH_RENDER_GRID_H

#include "procbench/base/text.h"

#include <stdbool.h>
#include <stddef.h>

#define GRID_COLUMNS_MAX 64

struct grid_column {
	struct text heading;
	const char *unit; /* stands below the heading; NULL where there is none */
	bool left;        /* left-aligned: text */
	bool droppable;   /* if the table is too wide, the last of these is dropped first */
	size_t width;
	struct text *cells; /* one per row */
};

/* Begin with the number of rows and zeros, end with grid_free(). */
struct grid {
	size_t rows;
	struct grid_column columns[GRID_COLUMNS_MAX];
	size_t count;
	struct text dropped; /* the headings of the dropped columns: "max, mean" */
	bool names_apart;    /* the first cell of a row is on its own line */
	bool failed;         /* memory ran out: it must not be shown */
};

/* A new column of empty cells, which the caller fills; NULL when memory ran out. */
struct grid_column *grid_add_column(struct grid *grid, const char *heading);

/*
 * Writes the headings, the units where there are any, and the rows. Where the terminal has fewer
 * columns than that (width; 0: any), long names get lines of their own, and columns are dropped.
 */
void grid_write(struct grid *grid, struct text *out, size_t width, bool color);

/* The same as a table of Markdown, whole; names are code, a unit stands behind its heading. */
void grid_write_markdown(const struct grid *grid, struct text *out);

/* The same as a table of HTML. */
void grid_write_html(const struct grid *grid, struct text *out);

void grid_free(struct grid *grid);

#endif
