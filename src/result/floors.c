/* floors: the matching floor of a case, and how many times it the case takes. */
#include "procbench/result/floors.h"

#include "pairing.h"

#include <math.h>
#include <string.h>

static const char *kernel_of(const struct result_case *item)
{
	for (size_t i = 0; i < item->key_count; i++)
		if (strcmp(item->keys[i].name, "kernel") == 0 && item->keys[i].string)
			return item->keys[i].string;
	return "";
}

const struct result_case *floors_find(const struct result *result, const struct result_case *of)
{
	const struct result_case *floor = NULL;
	const char *name = of->floor ? of->floor : "floor";

	for (size_t i = 0; i < result->case_count; i++) {
		const struct result_case *item = &result->cases[i];

		if (strcmp(item->method, name) == 0 &&
		    strcmp(kernel_of(item), kernel_of(of)) == 0 && (!floor || item->implied))
			floor = item;
	}
	return floor;
}

size_t floors_log_ratios(const struct result_case *item, const struct result_case *base,
			 double *values)
{
	struct pairing pairing = {.item = item, .base = base};
	const struct result_launch *launch, *other;
	size_t n = 0;

	while (pairing_next(&pairing, &launch, &other))
		if (launch->span_ns[SPAN_TOTAL] > 0 && other->span_ns[SPAN_TOTAL] > 0)
			values[n++] = log(launch->span_ns[SPAN_TOTAL] / other->span_ns[SPAN_TOTAL]);
	return n;
}
