/* hyperfine: what `hyperfine --export-json` writes, for its scripts and other readers. */
#include "naming.h"
#include "writers.h"

#include "procbench/render/jsons.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define NS 1e9

static json_t *seconds(double ns)
{
	/* always a real: hyperfine's readers expect floats */
	return isfinite(ns) ? json_real(ns / NS) : json_null();
}

static const struct result_key *key_of(const struct result_case *item, const char *name)
{
	for (size_t i = 0; i < item->key_count; i++)
		if (strcmp(item->keys[i].name, name) == 0)
			return &item->keys[i];
	return NULL;
}

static bool is_same(const struct result_key *a, const struct result_key *b)
{
	if (a->is_number || b->is_number)
		return a->is_number && b->is_number && a->number == b->number;
	return strcmp(a->string, b->string) == 0;
}

/* Only swept keys are parameters: hyperfine's scripts expect exactly one. */
static bool is_swept(const struct result *result, const struct result_key *key)
{
	for (size_t i = 0; i < result->case_count; i++) {
		const struct result_key *other = key_of(&result->cases[i], key->name);

		if (!result->cases[i].implied && other && !is_same(key, other))
			return true;
	}
	return false;
}

static json_t *key_value(const struct result_key *key)
{
	char digits[32];

	if (!key->is_number)
		return jsons_string(key->string);
	snprintf(digits, sizeof(digits), "%.15g", key->number);
	return json_string(digits);
}

static json_t *parameters_object(struct jsons *jsons, const struct result *result,
				 const struct result_case *item)
{
	json_t *object = json_object();

	for (size_t i = 0; i < item->key_count && !item->implied; i++)
		if (is_swept(result, &item->keys[i]))
			jsons_set(jsons, object, item->keys[i].name, key_value(&item->keys[i]));
	return object;
}

static void set_launches(struct jsons *jsons, json_t *object, const struct result_case *item)
{
	json_t *times = json_array(), *exit_codes = json_array();

	for (size_t i = 0; i < item->launch_count; i++) {
		if (!naming_counts(&item->launches[i]))
			continue;
		jsons_append(jsons, times, seconds(item->launches[i].median_ns));
		jsons_append(jsons, exit_codes, json_integer(0)); /* failed samples are left out */
	}
	jsons_set(jsons, object, "times", times);
	jsons_set(jsons, object, "exit_codes", exit_codes);
}

static json_t *case_object(struct jsons *jsons, const struct result *result,
			   const struct result_case *item)
{
	const struct result_span *total = &item->spans[SPAN_TOTAL];
	json_t *object = json_object();
	struct text name = {0};

	naming_add(&name, result, item);
	jsons_set(jsons, object, "command", jsons_text(&name));
	jsons_set(jsons, object, "mean", seconds(total->mean_ns));
	jsons_set(jsons, object, "stddev", seconds(total->stddev_ns));
	jsons_set(jsons, object, "median", seconds(total->median_ns));
	jsons_set(jsons, object, "user", seconds(item->user_ns));
	jsons_set(jsons, object, "system", seconds(item->system_ns));
	jsons_set(jsons, object, "min", seconds(total->min_ns));
	jsons_set(jsons, object, "max", seconds(total->max_ns));
	set_launches(jsons, object, item);
	jsons_set(jsons, object, "parameters", parameters_object(jsons, result, item));
	return object;
}

int hyperfine_write(const struct result *result, const struct report_style *style, struct text *out,
		    struct error *error)
{
	struct jsons jsons = {0};
	json_t *object = json_object(), *array = json_array();

	(void)style;
	for (size_t i = 0; i < result->case_count; i++)
		if (naming_is_measured(&result->cases[i]))
			jsons_append(&jsons, array, case_object(&jsons, result, &result->cases[i]));
	jsons_set(&jsons, object, "results", array);
	return jsons_finish(&jsons, object, out, error);
}
