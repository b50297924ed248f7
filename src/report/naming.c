/* naming: what a case is called where names must differ, and which of its launches count. */
#include "naming.h"

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

size_t naming_repeat(const struct result *result, const struct result_case *item)
{
	size_t repeat = 0;

	for (const struct result_case *other = result->cases; other < item; other++)
		if (strcmp(other->spec, item->spec) == 0)
			repeat++;
	return repeat;
}

void naming_add(struct text *out, const struct result *result, const struct result_case *item)
{
	size_t repeat = naming_repeat(result, item);

	text_add(out, item->spec);
	if (repeat > 0)
		text_printf(out, "#%zu", repeat + 1);
}

bool naming_is_compared(const struct result *result, const struct result_comparison *comparison,
			const struct result_case *item)
{
	/* where both are of one spec, the second is B */
	return strcmp(comparison->b, item->spec) == 0 &&
	       (strcmp(comparison->a, comparison->b) != 0 || naming_repeat(result, item) > 0);
}
