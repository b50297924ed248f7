/* observe_save: an observation as JSON, schema procbench-observe/1. */
#include "observe_fields.h"

#include "procbench/base/version.h"
#include "procbench/observe/observe_file.h"
#include "procbench/render/jsons.h"

static void set_fields(struct jsons *jsons, json_t *object, const struct observe_fields *fields,
		       const void *of);

static json_t *part_object(struct jsons *jsons, const struct observe_fields *fields, const void *of)
{
	json_t *object = json_object();

	set_fields(jsons, object, fields, of);
	return object;
}

static json_t *list_array(struct jsons *jsons, const struct observe_fields *fields,
			  const struct observe_any_list *list)
{
	json_t *array = json_array();

	for (size_t i = 0; i < list->count; i++)
		jsons_append(
			jsons, array,
			part_object(jsons, fields, (const char *)list->items + i * fields->size));
	return array;
}

static json_t *field_value(struct jsons *jsons, const struct observe_field *field, const void *at)
{
	switch (field->kind) {
	case OBSERVE_NUMBER:
		return *(const uint64_t *)at == OBSERVE_UNKNOWN
			       ? json_null()
			       : jsons_count(*(const uint64_t *)at);
	case OBSERVE_BOOL:
		return json_boolean(*(const bool *)at);
	case OBSERVE_TEXT:
	case OBSERVE_NAME:
		return jsons_string(*(const char *const *)at);
	case OBSERVE_CHOICE:
		return jsons_string(field->words[*(const unsigned *)at]);
	case OBSERVE_OBJECT:
		return part_object(jsons, field->part, at);
	case OBSERVE_LIST:
		return list_array(jsons, field->part, at);
	}
	return NULL;
}

static void set_fields(struct jsons *jsons, json_t *object, const struct observe_fields *fields,
		       const void *of)
{
	for (size_t i = 0; i < fields->count; i++) {
		const struct observe_field *field = &fields->items[i];
		const char *at = (const char *)of + field->offset;

		if (field->is_inlined)
			set_fields(jsons, object, field->part, at);
		else
			jsons_set(jsons, object, field->name, field_value(jsons, field, at));
	}
}

int observation_save(const struct observation *observation, struct text *out)
{
	struct jsons jsons = {0};
	json_t *object = jsons_head(&jsons, OBSERVE_SCHEMA,
				    observation->version ? observation->version : PROCBENCH_VERSION,
				    observation->date, &observation->host);

	jsons_set(&jsons, object, "warnings", jsons_strings(&jsons, &observation->warnings));
	set_fields(&jsons, object, &observe_fields, observation);
	return jsons_finish(&jsons, object, out, NULL);
}
