/*
 * load_json: schema procbench/1.
 *
 * jansson rejects nesting deeper than 2048, numbers out of range, NaN and infinities, strings that
 * are not valid UTF-8 or contain NUL, and (by a flag) duplicate keys.
 */
#include "json_reader.h"
#include "loaders.h"

#include "procbench/result/load.h"
#include "procbench/result/sites.h"

#include <errno.h>
#include <inttypes.h>
#include <jansson.h>
#include <malloc.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- bounded memory ---- */

/* An empty object of two bytes needs a hundred times as much memory, so allocations are limited. */
static size_t memory_used;
static bool memory_refused; /* jansson does not always report it */

static void *bounded_malloc(size_t size)
{
	void *memory = NULL;

	if (size <= RESULT_LOAD_MEMORY_MAX - memory_used)
		memory = malloc(size);
	if (memory && malloc_usable_size(memory) > RESULT_LOAD_MEMORY_MAX - memory_used) {
		free(memory);
		memory = NULL;
	}
	if (memory)
		memory_used += malloc_usable_size(memory);
	memory_refused = memory_refused || !memory;
	return memory;
}

static void bounded_free(void *memory)
{
	if (memory)
		memory_used -= malloc_usable_size(memory);
	free(memory);
}

/* ---- the whole ---- */

static int read_fact(struct reader *reader, const char *name, const json_t *json,
		     struct facts *facts)
{
	int status = 0;

	if (json_is_number(json))
		status = facts_add_number(facts, name, json_number_value(json));
	else if (json_is_string(json))
		status = facts_add(facts, name, json_string_value(json));
	else if (!json_is_null(json))
		return reader_wrong_type(reader, "a number or a string", json);
	return status < 0 ? reader_out_of_memory(reader) : 0;
}

static int read_host(struct reader *reader, const json_t *json, struct result *result)
{
	const char *name;
	json_t *value;
	int status = 0;

	if (!json_is_object(json))
		return reader_wrong_type(reader, "an object", json);
	json_object_foreach((json_t *)json, name, value)
	{
		size_t length = reader_enter(reader, name);

		status = read_fact(reader, name, value, &result->host);
		reader_leave(reader, length, status);
		if (status < 0)
			break;
	}
	return status;
}

static int read_warnings(struct reader *reader, const json_t *json, struct result *result)
{
	int status = 0;

	if (!json_is_array(json))
		return reader_wrong_type(reader, "a list", json);
	for (size_t i = 0; i < json_array_size(json) && status == 0; i++) {
		const json_t *warning = json_array_get(json, i);
		size_t length = reader_enter_item(reader, i);

		if (!json_is_string(warning))
			status = reader_wrong_type(reader, "a string", warning);
		else if (result_warn(result, "%s", json_string_value(warning)) < 0)
			status = reader_out_of_memory(reader);
		reader_leave(reader, length, status);
	}
	return status;
}

static int read_comparisons(struct reader *reader, const json_t *json, struct result *result)
{
	size_t count = json_array_size(json);
	int status = 0;

	if (!json_is_array(json))
		return reader_wrong_type(reader, "a list", json);
	result->comparisons = calloc(count + 1, sizeof(*result->comparisons));
	if (!result->comparisons)
		return reader_out_of_memory(reader);
	for (size_t i = 0; i < count && status == 0; i++) {
		size_t length = reader_enter_item(reader, i);
		struct result_comparison *item = &result->comparisons[i];

		result_clear_comparison(item);
		result->comparison_count++;
		status = reader_fields(reader, json_array_get(json, i), &fields_of_comparison, item,
				       NULL, NULL);
		reader_leave(reader, length, status);
	}
	return status;
}

static int read_sites(struct reader *reader, const json_t *json, struct result *result)
{
	size_t count = json_array_size(json);
	int status = 0;

	if (!json_is_array(json))
		return reader_wrong_type(reader, "a list", json);
	if (count > LOAD_CASES_MAX)
		return error_set(reader->error, E2BIG, "sites: %zu exceeds the limit of %d", count,
				 LOAD_CASES_MAX);
	result->sites = calloc(count + 1, sizeof(*result->sites));
	if (!result->sites)
		return reader_out_of_memory(reader);
	for (size_t i = 0; i < count && status == 0; i++) {
		size_t length = reader_enter_item(reader, i);

		status = reader_fields(reader, json_array_get(json, i), &fields_of_site,
				       &result->sites[result->site_count++], NULL, NULL);
		reader_leave(reader, length, status);
	}
	return status;
}

static int read_tool(struct reader *reader, const json_t *json, struct result *result)
{
	const json_t *version = json_object_get(json, "version");
	size_t length;

	if (!json_is_object(json))
		return reader_wrong_type(reader, "an object", json);
	length = reader_enter(reader, "version");
	return reader_leave(reader, length,
			    version ? reader_text(reader, version, &result->version) : 0);
}

static int read_settings(struct reader *reader, const json_t *json, struct result *result)
{
	return reader_fields(reader, json, &fields_of_settings, result, NULL, NULL);
}

static int read_date(struct reader *reader, const json_t *json, struct result *result)
{
	return reader_text(reader, json, &result->date);
}

static int read_label(struct reader *reader, const json_t *json, struct result *result)
{
	return reader_text(reader, json, &result->label);
}

static int read_tags(struct reader *reader, const json_t *json, struct result *result)
{
	const char *key;
	json_t *value;
	int status = 0;

	if (!json_is_object(json))
		return reader_wrong_type(reader, "an object", json);
	json_object_foreach((json_t *)(uintptr_t)json, key, value)
	{
		size_t length = reader_enter(reader, key);

		if (status == 0 && !json_is_string(value))
			status = reader_wrong_type(reader, "a string", value);
		else if (status == 0 &&
			 text_list_add(&result->tags, "%s=%s", key, json_string_value(value)) < 0)
			status = reader_out_of_memory(reader);
		reader_leave(reader, length, status);
	}
	return status;
}

static int read_headline(struct reader *reader, const json_t *json, struct result *result)
{
	return reader_text(reader, json, &result->headline);
}

static int read_partial(struct reader *reader, const json_t *json, struct result *result)
{
	return reader_bool(reader, json, &result->partial);
}

static const struct section {
	const char *name;
	int (*read)(struct reader *reader, const json_t *json, struct result *result);
	bool required;
} sections[] = {
	{"tool", read_tool, false},
	{"date", read_date, false},
	{"host", read_host, true},
	{"settings", read_settings, true},
	{"label", read_label, false},
	{"tags", read_tags, false},
	{"headline", read_headline, false},
	{"partial", read_partial, false},
	{"warnings", read_warnings, false},
	{"cases", load_cases, true},
	{"comparisons", read_comparisons, false},
	{"sites", read_sites, false},
};

static int check_schema(struct reader *reader, const json_t *root)
{
	const json_t *schema = json_object_get(root, "schema");
	const char *name = json_string_value(schema);

	if (!json_is_object(root))
		return error_set(reader->error, EINVAL,
				 "expected an object with a schema, not %s (save results with "
				 "'--export FILE.json')",
				 reader_type_name(root));
	if (!name)
		return error_set(reader->error, EINVAL,
				 "schema: missing, so this is not a procbench result (save results "
				 "with '--export FILE.json')");
	if (strcmp(name, RESULT_SCHEMA) == 0)
		return 0;
	if (strncmp(name, "procbench/", strlen("procbench/")) == 0)
		return error_set(reader->error, EINVAL,
				 "schema: '%.40s' is not supported (expected '%s'; use the "
				 "procbench version that wrote it)",
				 name, RESULT_SCHEMA);
	return error_set(reader->error, EINVAL,
			 "schema: '%.40s' is not a procbench result (expected '%s')", name,
			 RESULT_SCHEMA);
}

static int read_result(struct reader *reader, const json_t *root, struct result *result)
{
	int status = check_schema(reader, root);

	result->precision = NAN;
	for (size_t i = 0; i < sizeof(sections) / sizeof(sections[0]) && status == 0; i++) {
		const json_t *value = json_object_get(root, sections[i].name);
		size_t length = reader_enter(reader, sections[i].name);

		if (value)
			status = sections[i].read(reader, value, result);
		else if (sections[i].required)
			status = reader_wrong_value(reader, "it is missing");
		reader_leave(reader, length, status);
	}
	if (status == 0 && !result->headline && !(result->headline = strdup("")))
		status = reader_out_of_memory(reader);
	if (status == 0 && (fit_derive(result) < 0 || sites_derive(result) < 0))
		status = reader_out_of_memory(reader);
	return status;
}

static int not_json(const json_error_t *what, struct error *error)
{
	if (memory_refused)
		return error_set(error, ENOMEM,
				 "reading needs more than %zu MiB of memory (save fewer cases or "
				 "launches per file)",
				 RESULT_LOAD_MEMORY_MAX >> 20);
	return error_set(error, EINVAL, "%d:%d: not JSON: %s", what->line, what->column,
			 what->text);
}

int load_json(struct result *result, const char *bytes, size_t length, struct error *error)
{
	struct reader reader = {.error = error};
	json_malloc_t old_malloc;
	json_free_t old_free;
	json_error_t what;
	json_t *root;
	int status;

	json_get_alloc_funcs(&old_malloc, &old_free);
	json_set_alloc_funcs(bounded_malloc, bounded_free);
	memory_used = 0;
	memory_refused = false;
	root = json_loadb(bytes, length, JSON_REJECT_DUPLICATES, &what);
	status = root ? read_result(&reader, root, result) : not_json(&what, error);
	json_decref(root);
	json_set_alloc_funcs(old_malloc, old_free);
	text_free(&reader.place);
	return status;
}
