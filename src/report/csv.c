/* csv: one row per case (RFC 4180). Values that were not measured are empty, not 0. */
#include "columns.h"
#include "naming.h"
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
		add_number(out, column->kind, column_number(column, item));
	}
}

/* ---- the comparison of a case ---- */

#define VERDICT_HEADER                                                                           \
	",verdict,verdict_ratio,verdict_low,verdict_high,verdict_margin,clock,guest,label,tags," \
	"observed_calls,saved_ns,saved_low_ns,saved_high_ns"

static void add_verdict(struct text *out, const struct result_comparison *item)
{
	const double ratios[] = {item->ratio, item->low, item->high, item->margin};

	text_printf(out, ",%s", verdict_words[item->verdict]);
	for (size_t i = 0; i < sizeof(ratios) / sizeof(ratios[0]); i++) {
		text_add_char(out, ',');
		add_number(out, COLUMN_RATIO, ratios[i]);
	}
}

static const struct result_comparison *comparison_of(const struct result *result,
						     const struct result_case *item)
{
	for (size_t i = 0; i < result->comparison_count; i++)
		if (naming_is_compared(result, &result->comparisons[i], item))
			return &result->comparisons[i];
	return NULL;
}

static bool has_case(const struct result *result, const char *spec)
{
	for (size_t i = 0; i < result->case_count; i++)
		if (strcmp(result->cases[i].spec, spec) == 0)
			return true;
	return false;
}

/* What the columns of times contain, and where they come from. */
static void add_origin(struct text *out, const struct result *result)
{
	struct text tags = {0};

	text_printf(out, ",%s,", quantity_table[result->clock].clock);
	csv_field_add(out, result->guest ? result->guest : "");
	text_add_char(out, ',');
	csv_field_add(out, result->label ? result->label : "");
	text_add_char(out, ',');
	for (size_t i = 0; i < result->tags.count; i++)
		text_printf(&tags, "%s%s", i == 0 ? "" : " ", result->tags.items[i]);
	csv_field_add(out, text_string(&tags));
	out->failed = out->failed || tags.failed;
	text_free(&tags);
}

static bool is_spec(const char *site_spec, const struct result_case *item)
{
	return site_spec && strcmp(site_spec, item->spec) == 0;
}

/* What the case saves per call, where it replaces one case and not several. */
static const struct result_site *site_replaced(const struct result *result,
					       const struct result_case *item)
{
	const struct result_site *found = NULL;

	for (size_t i = 0; i < result->site_count; i++) {
		const struct result_site *site = &result->sites[i];

		if (!site->now || !is_spec(site->then, item))
			continue;
		if (found && strcmp(found->now, site->now) != 0)
			return NULL;
		found = site;
	}
	return found;
}

static void add_replay(struct text *out, const struct result *result,
		       const struct result_case *item)
{
	const struct result_site *replaced = site_replaced(result, item);
	uint64_t calls = 0;

	for (size_t i = 0; i < result->site_count; i++)
		calls += is_spec(result->sites[i].now, item) ? result->sites[i].calls : 0;
	text_add_char(out, ',');
	add_number(out, COLUMN_COUNT, calls > 0 ? (double)calls : NAN);
	text_add_char(out, ',');
	add_number(out, COLUMN_TIME, replaced ? replaced->saved_ns : NAN);
	text_add_char(out, ',');
	add_number(out, COLUMN_TIME, replaced ? replaced->saved_low_ns : NAN);
	text_add_char(out, ',');
	add_number(out, COLUMN_TIME, replaced ? replaced->saved_high_ns : NAN);
}

/* Of compare: a case that only the old side has, whose other columns are empty. */
static void add_missing_case(struct text *out, const struct result *result,
			     const struct result_comparison *item)
{
	csv_field_add(out, item->b);
	for (size_t i = 1; i < column_count; i++)
		text_add(out, column_table[i].name ? "," : "");
	add_verdict(out, item);
	add_origin(out, result);
	text_add(out, ",,,,\r\n");
}

/* ---- rows ---- */

static void add_row(struct text *out, const struct result *result, const struct result_case *item)
{
	const struct result_comparison *comparison = comparison_of(result, item);

	for (size_t i = 0; i < column_count; i++) {
		if (!column_table[i].name)
			continue;
		if (i > 0)
			text_add_char(out, ',');
		add_cell(out, &column_table[i], result, item);
	}
	if (comparison)
		add_verdict(out, comparison);
	else
		text_add(out, ",,,,,");
	add_origin(out, result);
	add_replay(out, result, item);
	text_add(out, "\r\n");
}

int csv_write(const struct result *result, const struct report_style *style, struct text *out,
	      struct error *error)
{
	(void)style;
	for (size_t i = 0; i < column_count; i++)
		if (column_table[i].name)
			text_printf(out, "%s%s", i ? "," : "", column_table[i].name);
	text_add(out, VERDICT_HEADER "\r\n");
	for (size_t row = 0; row < result->case_count; row++)
		add_row(out, result, &result->cases[row]);
	for (size_t i = 0; i < result->comparison_count; i++)
		if (!has_case(result, result->comparisons[i].b))
			add_missing_case(out, result, &result->comparisons[i]);
	return out->failed ? error_set(error, ENOMEM, "out of memory") : 0;
}
