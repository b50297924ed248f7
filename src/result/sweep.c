/* sweep: finds cases that differ only in the number of one key. */
#include "sweep.h"

#include "procbench/base/keys.h"
#include "procbench/base/text.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const struct result_key *key_of(const struct result_case *item, const char *name)
{
	for (size_t i = 0; i < item->key_count; i++)
		if (strcmp(item->keys[i].name, name) == 0)
			return &item->keys[i];
	return NULL;
}

/* As above, trying index `place` first. */
static const struct result_key *key_at(const struct result_case *item, size_t place,
				       const char *name)
{
	if (place < item->key_count && strcmp(item->keys[place].name, name) == 0)
		return &item->keys[place];
	return key_of(item, name);
}

static bool same_string(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

static bool same_value(const struct result_key *a, const struct result_key *b)
{
	return a->is_number == b->is_number &&
	       (a->is_number ? a->number == b->number : same_string(a->string, b->string));
}

/* Whether two cases differ at most in the number of that key. */
static bool same_but_for(const struct result_case *a, const struct result_case *b, const char *key)
{
	if (strcmp(a->method, b->method) != 0 || !same_string(a->lacks, b->lacks) ||
	    a->key_count != b->key_count || !key_of(b, key))
		return false;
	for (size_t i = 0; i < a->key_count; i++) {
		const struct result_key *other = key_at(b, i, a->keys[i].name);

		if (!other || a->keys[i].is_number != other->is_number ||
		    (strcmp(a->keys[i].name, key) != 0 && !same_value(&a->keys[i], other)))
			return false;
	}
	return true;
}

static bool is_measured(const struct result_case *item)
{
	return !item->implied && isfinite(item->spans[SPAN_TOTAL].median_ns);
}

static int compare_points(const void *a, const void *b)
{
	double x = ((const struct result_fit_point *)a)->value;
	double y = ((const struct result_fit_point *)b)->value;

	return (x > y) - (x < y);
}

void sweep_gather(struct result_fit *fit, const struct result *result, size_t first,
		  const char *key)
{
	for (size_t i = first; i < result->case_count; i++) {
		const struct result_case *item = &result->cases[i];
		bool is_new = is_measured(item) && same_but_for(&result->cases[first], item, key);
		double value = is_new ? key_of(item, key)->number : NAN;

		for (size_t k = 0; k < fit->count && is_new; k++)
			is_new = fit->points[k].value != value;
		if (is_new)
			fit->points[fit->count++] =
				(struct result_fit_point){.item = i, .value = value};
	}
	qsort(fit->points, fit->count, sizeof(*fit->points), compare_points);
}

int sweep_gather_beyond(struct result_fit *fit, const struct result *result)
{
	const struct result_case *first = &result->cases[fit->points[0].item];
	double last = fit->points[fit->count - 1].value;

	fit->beyond = calloc(result->case_count, sizeof(*fit->beyond));
	if (!fit->beyond)
		return -ENOMEM;
	for (size_t i = 0; i < result->case_count; i++) {
		const struct result_case *item = &result->cases[i];
		double value;

		if (!item->skipped || !same_but_for(first, item, fit->key))
			continue;
		value = key_of(item, fit->key)->number / fit->unit_size;
		if (value > last)
			fit->beyond[fit->beyond_count++] =
				(struct result_extrapolation){.item = i, .value = value};
	}
	return 0;
}

bool sweep_is_first(const struct result *result, size_t item, const char *key)
{
	for (size_t i = 0; i < item; i++)
		if (is_measured(&result->cases[i]) &&
		    same_but_for(&result->cases[i], &result->cases[item], key))
			return false;
	return is_measured(&result->cases[item]);
}

bool sweep_varies(const struct result *result, const struct result_case *item, size_t place)
{
	const struct result_key *key = &item->keys[place];

	for (size_t i = 0; i < result->case_count && key->is_number; i++) {
		const struct result_case *other = &result->cases[i];
		const struct result_key *its = NULL;

		if (strcmp(other->method, item->method) == 0)
			its = key_at(other, place, key->name);
		if (its && its->is_number && its->number != key->number)
			return true;
	}
	return false;
}

char *sweep_spec(const char *spec, const char *key)
{
	size_t method = strcspn(spec, ":"), length = strlen(key);
	const char *at = spec[method] ? spec + method + 1 : NULL;
	struct text rest = {0};
	char separator = ':';

	text_add_bytes(&rest, spec, method);
	while (at) {
		const char *end = at;

		while (*end && *end != ',')
			end += end[0] == '\\' && end[1] ? 2 : 1;
		if (strncmp(at, key, length) != 0 || at[length] != '=') {
			text_add_char(&rest, separator);
			text_add_bytes(&rest, at, (size_t)(end - at));
			separator = ',';
		}
		at = *end ? end + 1 : NULL;
	}
	return text_take(&rest);
}

void sweep_choose_unit(struct result_fit *fit)
{
	bool is_large = fit->points[fit->count - 1].value >= 1 << 20;

	fit->unit = fit->key;
	fit->unit_size = 1;
	for (int key = 0; key < KEY_COUNT; key++) {
		if (strcmp(key_table[key].name, fit->key) != 0)
			continue;
		if (key_table[key].kind == KEY_BYTES) {
			fit->unit = is_large ? "MiB" : "KiB";
			fit->unit_size = is_large ? 1 << 20 : 1 << 10;
		} else if (key_table[key].unit) {
			fit->unit = key_table[key].unit;
		}
	}
	for (size_t i = 0; i < fit->count; i++)
		fit->points[i].value /= fit->unit_size;
}
