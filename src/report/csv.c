/* csv: one row per case (RFC 4180). Values that were not measured are empty, not 0. */
#include "columns.h"
#include "writers.h"

#include "procbench/render/csv_field.h"

#include <errno.h>
#include <math.h>
#include <string.h>

static void add_number(struct text *out, enum column_kind kind, double number)
{
	if (!isfinite(number))
		return;
	if (kind == COLUMN_COUNT || kind == COLUMN_BYTES || kind == COLUMN_WHOLE)
		text_printf(out, "%.0f", number);
	else if (kind == COLUMN_RATIO)
		text_printf(out, "%.6g", number);
	else
		columns_add_fixed(out, number, 3);
}

static void add_text(struct text *out, const struct column *column, const struct column_row *row)
{
	struct text words = {0};

	column->text(&words, row);
	csv_field_add(out, text_string(&words));
	out->failed = out->failed || words.failed;
	text_free(&words);
}

static void add_cell(struct text *out, const struct column *column, const struct column_row *row)
{
	if (column->kind == COLUMN_TEXT)
		add_text(out, column, row);
	else
		add_number(out, column->kind, column_number(column, row));
}

/* The default columns followed by the requested ones, or the requested ones alone. */
static const struct column *column_of(const struct column_choice *choice, size_t i)
{
	if (choice->adds && i < column_count)
		return &column_table[i];
	i -= choice->adds ? column_count : 0;
	return i < choice->count ? choice->items[i] : NULL;
}

/* What each column has, its name or its value in a row, separated by commas. */
static void add_line(struct text *out, const struct column_choice *choice,
		     const struct column_row *row)
{
	const struct column *column;
	const char *comma = "";

	for (size_t i = 0; (column = column_of(choice, i)); i++) {
		if (!column->name || (choice->adds && i >= column_count && column_is_usual(column)))
			continue;
		text_add(out, comma);
		comma = ",";
		if (row)
			add_cell(out, column, row);
		else
			text_add(out, column->name);
	}
	text_add(out, "\r\n");
}

static bool has_case(const struct result *result, const char *spec)
{
	for (size_t i = 0; i < result->case_count; i++)
		if (strcmp(result->cases[i].spec, spec) == 0)
			return true;
	return false;
}

static void add_rows(struct text *out, const struct column_choice *choice,
		     const struct result *result)
{
	for (size_t i = 0; i < result->case_count; i++) {
		struct column_row row = column_row_of(result, &result->cases[i]);

		add_line(out, choice, &row);
	}
	for (size_t i = 0; i < result->comparison_count; i++) {
		struct column_row row = {.result = result,
					 .comparison = &result->comparisons[i],
					 .observed_calls = NAN};

		if (!has_case(result, row.comparison->b))
			add_line(out, choice, &row);
	}
}

int csv_write(const struct result *result, const struct report_style *style, struct text *out,
	      struct error *error)
{
	struct column_choice choice;
	int status = column_choose(&choice, style->columns, error);

	if (status < 0)
		return status;
	add_line(out, &choice, NULL);
	add_rows(out, &choice, result);
	return out->failed ? error_set(error, ENOMEM, "out of memory") : 0;
}
