/* csv: one row per case (RFC 4180). Values that were not measured are empty, not 0. */
#include "columns.h"
#include "writers.h"

#include "procbench/render/csv_field.h"

#include <errno.h>
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

/* Up to three decimals of a nanosecond, without zeros at the end. */
static void add_time(struct text *out, double ns)
{
	char digits[DBL_MAX_10_EXP + 8]; /* what a file says may be any double */
	size_t length = (size_t)snprintf(digits, sizeof(digits), "%.3f", ns);

	while (digits[length - 1] == '0')
		length--;
	if (digits[length - 1] == '.')
		length--;
	text_add_bytes(out, digits, length);
}

static void add_number(struct text *out, enum column_kind kind, double number)
{
	if (!isfinite(number))
		return;
	if (kind == COLUMN_COUNT)
		text_printf(out, "%.0f", number);
	else if (kind == COLUMN_RATIO)
		text_printf(out, "%.6g", number);
	else
		add_time(out, number);
}

static void add_text(struct text *out, const struct column *column, const struct column_row *row)
{
	struct text words = {0};

	column->text(&words, row);
	csv_field_add(out, text_string(&words));
	out->failed = out->failed || words.failed;
	text_free(&words);
}

static void add_row(struct text *out, const struct column_row *row)
{
	for (size_t i = 0; i < column_count; i++) {
		const struct column *column = &column_table[i];

		if (!column->name)
			continue;
		text_add(out, i > 0 ? "," : "");
		if (column->kind == COLUMN_TEXT)
			add_text(out, column, row);
		else
			add_number(out, column->kind, column_number(column, row));
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

static void add_rows(struct text *out, const struct result *result)
{
	for (size_t i = 0; i < result->case_count; i++) {
		struct column_row row = column_row_of(result, &result->cases[i]);

		add_row(out, &row);
	}
	for (size_t i = 0; i < result->comparison_count; i++) {
		struct column_row row = {.result = result,
					 .comparison = &result->comparisons[i],
					 .observed_calls = NAN};

		if (!has_case(result, row.comparison->b))
			add_row(out, &row);
	}
}

int csv_write(const struct result *result, const struct report_style *style, struct text *out,
	      struct error *error)
{
	(void)style;
	for (size_t i = 0; i < column_count; i++)
		if (column_table[i].name)
			text_printf(out, "%s%s", i ? "," : "", column_table[i].name);
	text_add(out, "\r\n");
	add_rows(out, result);
	return out->failed ? error_set(error, ENOMEM, "out of memory") : 0;
}
