/* column_row: what a row of a table of cases is about, and its numbers. */
#include "columns.h"
#include "counted.h"
#include "naming.h"

#include "procbench/base/counter.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

static bool is_spec(const char *site_spec, const struct result_case *item)
{
	return site_spec && strcmp(site_spec, item->spec) == 0;
}

/* The site whose case this one replaces, where it replaces one case and not several. */
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

static double calls_of(const struct result *result, const struct result_case *item)
{
	uint64_t calls = 0;

	for (size_t i = 0; i < result->site_count; i++)
		calls += is_spec(result->sites[i].now, item) ? result->sites[i].calls : 0;
	return calls > 0 ? (double)calls : NAN;
}

struct column_row column_row_of(const struct result *result, const struct result_case *item)
{
	struct column_row row = {.result = result, .item = item};

	for (size_t i = 0; i < result->comparison_count && !row.comparison; i++)
		if (naming_is_compared(result, &result->comparisons[i], item))
			row.comparison = &result->comparisons[i];
	row.replaced = site_replaced(result, item);
	row.observed_calls = calls_of(result, item);
	return row;
}

static const struct result_counter *counter_of(const struct column *column,
					       const struct result_case *item)
{
	return item ? counted_find(item,
				   counter_names[column->offset / sizeof(struct result_counter)])
		    : NULL;
}

static const void *source_of(const struct column *column, const struct column_row *row)
{
	switch (column->source) {
	case COLUMN_OF_CASE:
		return row->item;
	case COLUMN_OF_COMPARISON:
		return row->comparison;
	case COLUMN_OF_SITE:
		return row->replaced;
	case COLUMN_OF_COUNTER:
		return counter_of(column, row->item);
	case COLUMN_OF_ROW:
		break;
	}
	return row;
}

double column_number(const struct column *column, const struct column_row *row)
{
	const void *source = source_of(column, row);
	const void *at;

	if (!source)
		return NAN;
	at = (const char *)source + (column->source == COLUMN_OF_COUNTER
					     ? column->offset % sizeof(struct result_counter)
					     : column->offset);
	if (column->kind != COLUMN_COUNT || column->source != COLUMN_OF_CASE)
		return *(const double *)at;
	/* a case that was skipped before anything happened has no counts either */
	return row->item->skipped && row->item->launch_count == 0 ? NAN
								  : (double)*(const uint64_t *)at;
}

_Static_assert(sizeof(size_t) == sizeof(uint64_t), "column_number() reads a size_t as a uint64_t");

#define DECIMALS_MAX 9

void columns_add_fixed(struct text *out, double number, int decimals)
{
	/* a sign, a point, and what a file may hold: any double */
	char digits[DBL_MAX_10_EXP + DECIMALS_MAX + 4];
	size_t length = (size_t)snprintf(digits, sizeof(digits), "%.*f", decimals, number);

	while (decimals > 0 && digits[length - 1] == '0')
		length--;
	if (decimals > 0 && digits[length - 1] == '.')
		length--;
	text_add_bytes(out, digits, length);
}
