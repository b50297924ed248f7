/* cells: a grid filled from the table of columns, a row for each case that was tried. */
#include "cells.h"

#include "naming.h"

#include "procbench/render/human.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>

/* How the numbers of a column are written: in one unit, with one number of decimals. */
struct form {
	const struct column *column;
	struct human_unit unit;
	int decimals;
};

static bool is_shown(const struct result_case *item)
{
	return !item->skipped || item->samples > 0;
}

/* ---- numbers ---- */

/* The numbers of a cell: one, or the two ends of an interval. */
static size_t numbers_of(const struct column *column, const struct column_row *row,
			 double numbers[2])
{
	numbers[0] = column_number(&column[0], row);
	if (!column->with_next)
		return 1;
	numbers[1] = column_number(&column[1], row);
	return 2;
}

/* The least magnitude in a column that is not 0; NAN when nothing was measured. */
static double least_of(const struct result *result, const struct column *column)
{
	double least = NAN, numbers[2];

	for (size_t i = 0; i < result->case_count; i++) {
		struct column_row row = column_row_of(result, &result->cases[i]);

		numbers_of(column, &row, numbers);
		if (isfinite(numbers[0]) && fabs(numbers[0]) > 0)
			least = fmin(isnan(least) ? INFINITY : least, fabs(numbers[0]));
	}
	return least;
}

/* Whether a row has anything to show in the column. */
static bool is_filled(const struct column *column, const struct column_row *row)
{
	struct text words = {0};
	bool is_text;

	if (column->kind != COLUMN_TEXT)
		return isfinite(column_number(column, row));
	column->text(&words, row);
	is_text = words.length > 0;
	text_free(&words);
	return is_text;
}

static bool is_filled_anywhere(const struct column *column, const struct result *result)
{
	for (size_t i = 0; i < result->case_count; i++) {
		struct column_row row = column_row_of(result, &result->cases[i]);

		if (is_filled(column, &row))
			return true;
	}
	return false;
}

/* The middle one of a column decides its unit, so that one tiny or huge row does not. */
static int compare_doubles(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static struct human_unit byte_unit_for(double bytes)
{
	static const struct human_unit units[] = {
		{"bytes", 1}, {"KiB", 1024}, {"MiB", 1 << 20}, {"GiB", 1 << 30}};
	size_t i = 0;

	while (i + 1 < sizeof(units) / sizeof(units[0]) && bytes >= units[i + 1].ns)
		i++;
	return units[i];
}

static struct human_unit unit_of(const struct result *result, const struct column *column)
{
	double *numbers = calloc(result->case_count + 1, sizeof(*numbers));
	struct human_unit unit = human_unit_for(result->clock, 1000);
	size_t n = 0;

	for (size_t i = 0; numbers && i < result->case_count; i++) {
		struct column_row row = column_row_of(result, &result->cases[i]);

		if (isfinite(column_number(column, &row)))
			numbers[n++] = fabs(column_number(column, &row));
	}
	if (n > 0) {
		qsort(numbers, n, sizeof(*numbers), compare_doubles);
		unit = column->kind == COLUMN_BYTES ? byte_unit_for(numbers[n / 2])
						    : human_unit_for(result->clock, numbers[n / 2]);
	}
	free(numbers);
	return unit;
}

/* Three digits or more of the least, three decimals at the most; ratios show changes of 0.1 %. */
static int decimals_for(enum column_kind kind, double least)
{
	if (kind == COLUMN_RATIO && least < 100)
		return 3;
	if (isnan(least) || least >= 100)
		return 1;
	return least >= 1 ? 2 : 3;
}

static struct form form_of(const struct result *result, const struct column *column)
{
	/* an interval is written as the number before it */
	const struct column *value = column->with_next ? column - 1 : column;
	struct form form = {.column = column, .unit = {NULL, 1}};

	if (column->kind == COLUMN_TIME || column->kind == COLUMN_BYTES)
		form.unit = unit_of(result, value);
	if (column->kind != COLUMN_COUNT && column->kind != COLUMN_WHOLE)
		form.decimals = decimals_for(column->kind, least_of(result, value) / form.unit.ns);
	return form;
}

/* ---- cells ---- */

static void add_number(struct text *cell, const struct form *form, double number)
{
	text_printf(cell, "%.*f", form->decimals, number / form->unit.ns);
}

static void fill_number(struct text *cell, const struct form *form, const struct column_row *row)
{
	double numbers[2];
	size_t n = numbers_of(form->column, row, numbers);

	if (!isfinite(numbers[0]) || (n > 1 && !isfinite(numbers[1])))
		return;
	add_number(cell, form, numbers[0]);
	if (n > 1) {
		text_add(cell, numbers[0] < 0 || numbers[1] < 0 ? " to " : "-");
		add_number(cell, form, numbers[1]);
	}
}

/* The second case of one spec is fork#2. */
static void fill_text(struct text *cell, const struct column *column, const struct column_row *row)
{
	struct text words = {0};

	if (column == column_table)
		naming_add(&words, row->result, row->item);
	else
		column->text(&words, row);
	text_add_printable(cell, text_string(&words));
	text_free(&words);
}

static struct grid_column *add_column(struct grid *grid, const struct result *result,
				      const struct column *column)
{
	struct text heading = {0};
	struct grid_column *added;

	columns_add_heading(&heading, result, column);
	added = grid_add_column(grid, text_string(&heading));
	text_free(&heading);
	return added;
}

static void fill_column(struct grid *grid, const struct result *result, const struct column *column)
{
	struct grid_column *filled = add_column(grid, result, column);
	bool is_text = column->kind == COLUMN_TEXT;
	struct form form = {0};
	size_t row = 0;

	if (!filled)
		return;
	if (!is_text)
		form = form_of(result, column);
	filled->unit = form.unit.name;
	filled->droppable = column->place >= COLUMN_KEPT;
	filled->left = grid->count == 1;
	for (size_t i = 0; i < result->case_count; i++) {
		struct column_row of = column_row_of(result, &result->cases[i]);

		if (!is_shown(of.item))
			continue;
		if (is_text)
			fill_text(&filled->cells[row++], column, &of);
		else
			fill_number(&filled->cells[row++], &form, &of);
	}
}

/* ---- the grid ---- */

static bool belongs(const struct result *result, const struct column *column, unsigned which)
{
	if (!(column->table & which))
		return false;
	/* a duel's one ratio is that of its verdict, from blocks of launches */
	if (columns_is_ratio(column) && result_is_duel(result))
		return false;
	return is_filled_anywhere(column, result);
}

static size_t count_shown(const struct result *result)
{
	size_t count = 0;

	for (size_t i = 0; i < result->case_count; i++)
		count += is_shown(&result->cases[i]);
	return count;
}

static void fill_usual(struct grid *grid, const struct result *result, unsigned which)
{
	for (int place = 0; place <= COLUMN_PLACE_MAX && grid->rows > 0; place++)
		for (size_t i = 0; i < column_count; i++)
			if (column_table[i].place == place &&
			    belongs(result, &column_table[i], which))
				fill_column(grid, result, &column_table[i]);
}

struct grid cells_grid(const struct result *result, unsigned which)
{
	struct grid grid = {.rows = count_shown(result)};

	fill_usual(&grid, result, which);
	return grid;
}

/* With the columns of concurrent creation where there is any. */
static unsigned main_tables(const struct result *result)
{
	for (size_t i = 0; i < result->case_count; i++)
		if (result_case_is_loaded(&result->cases[i]))
			return COLUMN_MAIN | COLUMN_LOAD;
	return COLUMN_MAIN;
}

struct grid cells_main_grid(const struct result *result, const struct report_style *style)
{
	struct grid grid = {.rows = count_shown(result)};
	unsigned which = main_tables(result);
	struct column_choice choice;
	struct error error;

	if (column_choose(&choice, style->columns, &error) < 0)
		choice = (struct column_choice){.adds = true};
	if (choice.adds)
		fill_usual(&grid, result, which);
	for (size_t i = 0; i < choice.count && grid.rows > 0; i++) {
		if (choice.adds && belongs(result, choice.items[i], which))
			continue;
		fill_column(&grid, result, choice.items[i]);
		if (grid.count > 0)
			grid.columns[grid.count - 1].droppable = false; /* it was asked for */
	}
	return grid;
}

bool cells_are_chosen(const struct report_style *style)
{
	return style->columns && *style->columns != '+';
}
