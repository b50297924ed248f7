/* cells: a grid filled from the table of columns, a row for each case that was tried. */
#ifndef PROCBENCH_REPORT_CELLS_H
#define PROCBENCH_REPORT_CELLS_H

#include "columns.h"

#include "procbench/render/grid.h"
#include "procbench/report/report.h"

/*
 * The columns of these tables (a set of enum column_table) that have anything to show, in the order
 * of their places: numbers in one unit for each column, an interval in that of its number. The
 * caller frees the grid, which has no row where nothing was measured.
 */
struct grid cells_grid(const struct result *result, unsigned which);

/* The main table, or the columns that the style names. */
struct grid cells_main_grid(const struct result *result, const struct report_style *style);

/* Whether the style names columns that replace all others. */
bool cells_are_chosen(const struct report_style *style);

#endif
