/* naming: what a case is called where names must differ, and which of its launches count. */
#include "naming.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

bool naming_is_measured(const struct result_case *item)
{
	return isfinite(item->spans[SPAN_TOTAL].median_ns);
}

bool naming_counts(const struct result_launch *launch)
{
	return !launch->stamped && isfinite(launch->median_ns);
}

double naming_launch_span(const struct result_launch *launch, enum span span)
{
	if (span == SPAN_TOTAL)
		return naming_counts(launch) ? launch->median_ns : NAN;
	return span_table[span].child_side == launch->stamped ? launch->span_ns[span] : NAN;
}

void naming_add_encoded(struct text *out, const char *string, const char *reserved)
{
	for (; *string; string++) {
		if (isgraph((unsigned char)*string) && *string != '%' && !strchr(reserved, *string))
			text_add_char(out, *string);
		else
			text_printf(out, "%%%02X", (unsigned char)*string);
	}
}

size_t naming_repeat(const struct result *result, const struct result_case *item)
{
	size_t repeat = 0;

	for (const struct result_case *other = result->cases; other < item; other++)
		if (strcmp(other->spec, item->spec) == 0)
			repeat++;
	return repeat;
}

/* Two cases of one spec are A and B of a duel, and numbered elsewhere. */
static bool are_sides_equal(const struct result *result)
{
	return result_is_duel(result) &&
	       strcmp(result->comparisons[0].a, result->comparisons[0].b) == 0;
}

void naming_add(struct text *out, const struct result *result, const struct result_case *item)
{
	size_t repeat = naming_repeat(result, item);

	text_add(out, item->spec);
	if (are_sides_equal(result))
		text_printf(out, " (%c)", repeat > 0 ? 'B' : 'A');
	else if (repeat > 0)
		text_printf(out, "#%zu", repeat + 1);
}

void naming_add_side(struct text *out, const struct result *result,
		     const struct result_comparison *item, bool is_b)
{
	text_add(out, is_b ? item->b : item->a);
	if (are_sides_equal(result))
		text_printf(out, " (%c)", is_b ? 'B' : 'A');
	else if (strcmp(item->a, item->b) == 0)
		text_printf(out, " (%s)", is_b ? "new" : "old");
}

bool naming_is_compared(const struct result *result, const struct result_comparison *comparison,
			const struct result_case *item)
{
	return strcmp(comparison->b, item->spec) == 0 &&
	       (!are_sides_equal(result) || naming_repeat(result, item) > 0);
}
