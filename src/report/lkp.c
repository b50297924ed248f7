/*
 * lkp: what a programs/NAME/parse of LKP prints: a line `CASE.STATISTIC: VALUE` per number. LKP
 * takes a key's second line for a later point in time, so that each key occurs once.
 */
#include "columns.h"
#include "naming.h"
#include "writers.h"

#include <errno.h>
#include <math.h>
#include <string.h>

/* Default columns of LKP, without --columns. */
static const char usual_columns[] =
	"failed,median_ns,mean_ns,p99_ns,max_ns,call_median_ns,reap_median_ns,floor_multiple";

/* LKP ignores lines that begin with '#', and refuses blanks in keys. */
static void add_case(struct text *out, const struct column_row *row)
{
	struct text name = {0};

	naming_add(&name, row->result, row->item);
	naming_add_encoded(out, text_string(&name), *text_string(&name) == '#' ? "#" : "");
	out->failed = out->failed || name.failed;
	text_free(&name);
}

/* "median_ns"; of counted instructions "median_instructions". */
static void add_statistic(struct text *out, const struct column_row *row, const char *name)
{
	static const char unit[] = "_ns";
	size_t length = strlen(name), stem = length - (sizeof(unit) - 1);

	if (length < sizeof(unit) || strcmp(name + stem, unit) != 0)
		stem = length;
	text_add_bytes(out, name, stem);
	if (stem < length)
		text_printf(out, "_%s", quantity_table[row->result->clock].clock);
}

/* An exponent would be lost: LKP takes what has no '.' for an integer. */
static int decimals_of(enum column_kind kind)
{
	return kind == COLUMN_RATIO ? 6 : kind == COLUMN_TIME || kind == COLUMN_AMOUNT ? 3 : 0;
}

static void add_line(struct text *out, const struct column *column, const struct column_row *row)
{
	double number = column->kind == COLUMN_TEXT ? NAN : column_number(column, row);

	if (!isfinite(number))
		return;
	add_case(out, row);
	text_add_char(out, '.');
	add_statistic(out, row, column->name);
	text_add(out, ": ");
	columns_add_fixed(out, number, decimals_of(column->kind));
	text_add_char(out, '\n');
}

static bool has_column(const struct column_choice *choice, const struct column *column)
{
	for (size_t i = 0; i < choice->count; i++)
		if (choice->items[i] == column)
			return true;
	return false;
}

static void add_lines(struct text *out, const struct column_choice *usual,
		      const struct column_choice *chosen, const struct column_row *row)
{
	for (size_t i = 0; chosen->adds && i < usual->count; i++)
		add_line(out, usual->items[i], row);
	for (size_t i = 0; i < chosen->count; i++)
		if (!chosen->adds || !has_column(usual, chosen->items[i]))
			add_line(out, chosen->items[i], row);
}

int lkp_write(const struct result *result, const struct report_style *style, struct text *out,
	      struct error *error)
{
	struct column_choice usual, chosen;
	int status = column_choose(&usual, usual_columns, error);

	if (status == 0)
		status = column_choose(&chosen, style->columns, error);
	for (size_t i = 0; status == 0 && i < result->case_count; i++) {
		struct column_row row = column_row_of(result, &result->cases[i]);

		if (naming_is_measured(row.item))
			add_lines(out, &usual, &chosen, &row);
	}
	if (status == 0 && out->failed)
		status = error_set(error, ENOMEM, "out of memory");
	return status;
}
