/* difference: the difference of two profiles, by function. */
#include "procbench/profile/difference.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

double profile_sum(const struct result_profile *profile)
{
	double sum = 0;

	for (size_t i = 0; i < profile->function_count; i++)
		sum += profile->functions[i].instructions;
	return sum;
}

static int compare_texts(const char *a, const char *b)
{
	if (!a || !b)
		return (a != NULL) - (b != NULL);
	return strcmp(a, b);
}

static int by_name(const void *one, const void *other)
{
	const struct difference_row *a = one, *b = other;
	int order = strcmp(a->name, b->name);

	return order ? order : compare_texts(a->phase, b->phase);
}

static int by_difference(const void *one, const void *other)
{
	const struct difference_row *a = one, *b = other;
	double first = fabs(a->b - a->a), second = fabs(b->b - b->a);

	if (first != second)
		return first > second ? -1 : 1;
	return by_name(one, other);
}

static void add_profile(struct difference *difference, const struct result_profile *profile,
			bool is_b)
{
	for (size_t i = 0; i < profile->function_count; i++) {
		const struct result_function *function = &profile->functions[i];

		difference->rows[difference->count++] = (struct difference_row){
			function->name, function->phase, is_b ? 0 : function->instructions,
			is_b ? function->instructions : 0};
	}
}

/* Joins neighbours of one name, and drops what is equal. */
static void join(struct difference *difference)
{
	size_t kept = 0;

	for (size_t i = 0; i < difference->count; i++) {
		struct difference_row row = difference->rows[i];

		while (i + 1 < difference->count && by_name(&row, &difference->rows[i + 1]) == 0) {
			row.a += difference->rows[++i].a;
			row.b += difference->rows[i].b;
		}
		if (row.a != row.b)
			difference->rows[kept++] = row;
	}
	difference->count = kept;
}

int difference_of(struct difference *difference, const struct result_profile *a,
		  const struct result_profile *b)
{
	size_t count = a->function_count + b->function_count;

	*difference = (struct difference){.a = profile_sum(a), .b = profile_sum(b)};
	difference->rows = calloc(count + 1, sizeof(*difference->rows));
	if (!difference->rows)
		return -ENOMEM;
	add_profile(difference, a, false);
	add_profile(difference, b, true);
	qsort(difference->rows, difference->count, sizeof(*difference->rows), by_name);
	join(difference);
	qsort(difference->rows, difference->count, sizeof(*difference->rows), by_difference);
	return 0;
}

void difference_free(struct difference *difference)
{
	free(difference->rows);
	*difference = (struct difference){0};
}
