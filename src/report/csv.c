/* csv: one row a case, by RFC 4180. What was not measured is empty, never 0. */
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

static void add_cell(struct text *out, const struct column *column, const struct result *result,
		     const struct result_case *item)
{
	if (column->kind == COLUMN_TEXT) {
		const char *text = column->text(result, item);

		csv_field_add(out, text ? text : "");
	} else {
		add_number(out, column->kind, column->number(item));
	}
}

static void add_row(struct text *out, const struct result *result, const struct result_case *item)
{
	for (size_t i = 0; i < column_count; i++) {
		if (!column_table[i].name)
			continue;
		if (i > 0)
			text_add_char(out, ',');
		add_cell(out, &column_table[i], result, item);
	}
	text_add(out, "\r\n");
}

int csv_write(const struct result *result, const struct report_style *style, struct text *out,
	      struct error *error)
{
	(void)style;
	for (size_t i = 0; i < column_count; i++)
		if (column_table[i].name)
			text_printf(out, "%s%s", i ? "," : "", column_table[i].name);
	text_add(out, "\r\n");
	for (size_t row = 0; row < result->case_count; row++)
		add_row(out, result, &result->cases[row]);
	return out->failed ? error_set(error, ENOMEM, "out of memory") : 0;
}
