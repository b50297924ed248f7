/* observe_load: loads a saved observation; wrong values are refused with their position. */
#define _GNU_SOURCE
#include "observe_fields.h"

#include "procbench/base/text_file.h"
#include "procbench/observe/observe_file.h"
#include "procbench/render/json_read.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* The schema is the first member that is written. */
#define BEGINNING_BYTES 256

struct loading {
	struct reader reader;
	struct observation *observation;
};

static int read_fields(struct loading *loading, const json_t *json,
		       const struct observe_fields *fields, void *of);

static int read_list(struct loading *loading, const json_t *json,
		     const struct observe_fields *fields, struct observe_any_list *list)
{
	size_t count = json_array_size(json);

	if (!json_is_array(json))
		return reader_wrong_type(&loading->reader, "a list", json);
	list->items = calloc(count + 1, fields->size);
	if (!list->items)
		return reader_out_of_memory(&loading->reader);
	for (list->count = 0; list->count < count; list->count++) {
		size_t place = reader_enter_item(&loading->reader, list->count);
		int status = read_fields(loading, json_array_get(json, list->count), fields,
					 (char *)list->items + list->count * fields->size);

		reader_leave(&loading->reader, place, status);
		if (status < 0) {
			list->count++; /* what was read of it is freed, too */
			return status;
		}
	}
	return 0;
}

static int read_number(struct loading *loading, const json_t *json, uint64_t *number)
{
	*number = OBSERVE_UNKNOWN;
	return json_is_null(json) ? 0 : reader_count(&loading->reader, json, number);
}

static int read_text(struct loading *loading, const json_t *json, const char **text)
{
	if (!json_is_string(json) && !json_is_null(json))
		return reader_wrong_type(&loading->reader, "a string", json);
	*text = observation_word(loading->observation, json_string_value(json));
	return loading->observation->failed ? reader_out_of_memory(&loading->reader) : 0;
}

static int read_name(struct loading *loading, const json_t *json, const char **name)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
				    "_+. -";
	const char *string = json_string_value(json);

	if (!string)
		return reader_wrong_type(&loading->reader, "a string", json);
	if (!*string || string[strspn(string, plain)])
		return reader_wrong_value(&loading->reader, "not a name");
	return read_text(loading, json, name);
}

static int read_choice(struct loading *loading, const json_t *json,
		       const struct observe_field *field, unsigned *choice)
{
	const char *word = json_string_value(json);

	for (size_t i = 0; word && i < field->word_count; i++)
		if (strcmp(word, field->words[i]) == 0) {
			*choice = (unsigned)i;
			return 0;
		}
	return word ? reader_wrong_value(&loading->reader, "unknown word")
		    : reader_wrong_type(&loading->reader, "a string", json);
}

static int read_value(struct loading *loading, const json_t *json,
		      const struct observe_field *field, void *at)
{
	switch (field->kind) {
	case OBSERVE_NUMBER:
		return read_number(loading, json, at);
	case OBSERVE_BOOL:
		return reader_bool(&loading->reader, json, at);
	case OBSERVE_TEXT:
		return read_text(loading, json, at);
	case OBSERVE_NAME:
		return read_name(loading, json, at);
	case OBSERVE_CHOICE:
		return read_choice(loading, json, field, at);
	case OBSERVE_OBJECT:
		return read_fields(loading, json, field->part, at);
	case OBSERVE_LIST:
		return read_list(loading, json, field->part, at);
	}
	return 0;
}

/* All else is NULL or false already. */
static void set_missing(const struct observe_field *field, void *at)
{
	if (field->kind == OBSERVE_NUMBER)
		*(uint64_t *)at = OBSERVE_UNKNOWN;
	for (size_t i = 0; field->kind == OBSERVE_OBJECT && i < field->part->count; i++)
		set_missing(&field->part->items[i], (char *)at + field->part->items[i].offset);
}

static int read_fields(struct loading *loading, const json_t *json,
		       const struct observe_fields *fields, void *of)
{
	int status = 0;

	if (!json_is_object(json))
		return reader_wrong_type(&loading->reader, "an object", json);
	for (size_t i = 0; i < fields->count && status == 0; i++) {
		const struct observe_field *field = &fields->items[i];
		const json_t *value = json_object_get(json, field->name);
		void *at = (char *)of + field->offset;
		size_t place;

		if (field->is_inlined) {
			status = read_fields(loading, json, field->part, at);
			continue;
		}
		if (!value && field->is_optional) {
			set_missing(field, at);
			continue;
		}
		place = reader_enter(&loading->reader, field->name);
		status = value ? read_value(loading, value, field, at)
			       : reader_wrong_value(&loading->reader, "it is missing");
		reader_leave(&loading->reader, place, status);
	}
	return status;
}

/* ---- what every document begins with ---- */

static int read_host(struct loading *loading, const json_t *json)
{
	const char *name;
	json_t *value;

	json_object_foreach((json_t *)json, name, value)
	{
		int status = 0;

		if (json_is_string(value))
			status = facts_add(&loading->observation->host, name,
					   json_string_value(value));
		else if (json_is_number(value))
			status = facts_add_number(&loading->observation->host, name,
						  json_number_value(value));
		if (status < 0)
			return reader_out_of_memory(&loading->reader);
	}
	return 0;
}

static int read_head(struct loading *loading, const json_t *root)
{
	struct observation *observation = loading->observation;
	const json_t *date = json_object_get(root, "date"), *warning;
	const json_t *version = json_object_get(json_object_get(root, "tool"), "version");
	size_t i;
	int status = read_host(loading, json_object_get(root, "host"));

	if (status == 0 && date)
		status = reader_text(&loading->reader, date, &observation->date);
	if (status == 0 && version)
		status = reader_text(&loading->reader, version, &observation->version);
	json_array_foreach(json_object_get(root, "warnings"), i, warning)
	{
		if (status == 0 && json_is_string(warning) &&
		    text_list_add(&observation->warnings, "%s", json_string_value(warning)) < 0)
			status = reader_out_of_memory(&loading->reader);
	}
	return status;
}

static int check_schema(struct loading *loading, const json_t *root)
{
	const char *schema = json_string_value(json_object_get(root, "schema"));

	if (schema && strcmp(schema, OBSERVE_SCHEMA) == 0)
		return 0;
	return error_set(loading->reader.error, EINVAL,
			 "schema: '%.40s' is not an observation (expected '%s'; save one with "
			 "'procbench observe --export FILE.json -- COMMAND')",
			 schema ? schema : "", OBSERVE_SCHEMA);
}

/* Names of sites are looked up by number. */
static int check_numbers(struct loading *loading)
{
	const struct observation *observation = loading->observation;

	for (size_t i = 0; i < observation->sites.count; i++)
		if (observation->sites.items[i].number != i + 1)
			return error_set(loading->reader.error, EINVAL,
					 "sites[%zu].site: expected %zu", i, i + 1);
	for (size_t i = 0; i < observation->creations.count; i++) {
		uint64_t site = observation->creations.items[i].site;

		if (site == 0 || site > observation->sites.count)
			return error_set(loading->reader.error, EINVAL,
					 "creations[%zu].site: there is no such site", i);
	}
	return 0;
}

bool observation_is_saved(const char *bytes, size_t length)
{
	static const char name[] = "\"" OBSERVE_SCHEMA "\"";

	return memmem(bytes, length < BEGINNING_BYTES ? length : BEGINNING_BYTES, name,
		      sizeof(name) - 1) != NULL;
}

int observation_load_bytes(struct observation *observation, const char *name, const char *bytes,
			   size_t length, struct error *error)
{
	struct loading loading = {.reader = {.error = error}, .observation = observation};
	json_error_t what;
	json_t *root = json_loadb(bytes, length, JSON_REJECT_DUPLICATES, &what);
	int status;

	*observation = (struct observation){0};
	status = root ? check_schema(&loading, root)
		      : error_set(error, EINVAL, "%d:%d: not JSON: %s", what.line, what.column,
				  what.text);
	if (status == 0)
		status = read_head(&loading, root);
	if (status == 0)
		status = read_fields(&loading, root, &observe_fields, observation);
	if (status == 0)
		status = check_numbers(&loading);
	if (status == 0)
		status = observation_finish(observation, error);
	json_decref(root);
	text_free(&loading.reader.place);
	return status < 0 ? error_prefix(error, "cannot read '%s'", name) : 0;
}

int observation_load(struct observation *observation, const char *path, struct error *error)
{
	const char *name = text_input_name(path);
	struct text bytes = {0};
	int status = text_read_input(&bytes, path, OBSERVE_BYTES_MAX);

	*observation = (struct observation){0};
	if (status < 0)
		status = error_set(error, -status, "cannot read '%s': %s", name, strerror(-status));
	else
		status = observation_load_bytes(observation, name, text_string(&bytes),
						bytes.length, error);
	text_free(&bytes);
	return status;
}
