/* json_reader: reads the fields of objects in saved results. */
#include "json_reader.h"

#include <math.h>
#include <string.h>

/* The word of result_stops, or NULL. */
static const char *find_stop(const char *word)
{
	for (int stop = 0; stop < RESULT_STOP_COUNT; stop++)
		if (strcmp(result_stops[stop], word) == 0)
			return result_stops[stop];
	return NULL;
}

static int read_stop(struct reader *reader, const json_t *json, const char **word)
{
	if (json_is_null(json))
		return 0;
	if (!json_is_string(json))
		return reader_wrong_type(reader, "a string", json);
	*word = find_stop(json_string_value(json));
	return *word ? 0
		     : reader_wrong_value(reader, "invalid value (expected iters, precision, time, "
						  "signal, failure or launches)");
}

static int read_verdict(struct reader *reader, const json_t *json, enum verdict *verdict)
{
	if (!json_is_string(json))
		return reader_wrong_type(reader, "a string", json);
	for (int i = 0; i < VERDICT_COUNT; i++)
		if (strcmp(verdict_words[i], json_string_value(json)) == 0) {
			*verdict = (enum verdict)i;
			return 0;
		}
	return reader_wrong_value(
		reader, "invalid value (expected no-regression, regression or inconclusive)");
}

static int read_part(struct reader *reader, const json_t *json, const struct field *field,
		     const struct part *parts, struct load_target *target)
{
	for (; parts && parts->name; parts++)
		if (strcmp(parts->name, field->name) == 0)
			return parts->read(reader, json, target);
	return 0;
}

static int read_clock(struct reader *reader, const json_t *json, enum quantity *clock)
{
	const char *word = json_string_value(json);

	for (int i = 0; word && i < QUANTITY_COUNT; i++)
		if (strcmp(word, quantity_table[i].clock) == 0) {
			*clock = (enum quantity)i;
			return 0;
		}
	return word ? reader_wrong_value(reader, "invalid value (expected ns or instructions)")
		    : reader_wrong_type(reader, "a string", json);
}

static int read_field(struct reader *reader, const json_t *json, const struct field *field,
		      void *member)
{
	switch (field->kind) {
	case FIELD_SETTING:
		if (json_is_null(json))
			return 0;
		return reader_count(reader, json, member);
	case FIELD_COUNT:
		return reader_count(reader, json, member);
	case FIELD_MAGNITUDE:
		return reader_number(reader, json, 0, member);
	case FIELD_NUMBER:
		return reader_number(reader, json, -INFINITY, member);
	case FIELD_BOOL:
		return reader_bool(reader, json, member);
	case FIELD_TEXT:
		if (field->required && json_is_null(json))
			return reader_wrong_type(reader, "a string", json);
		return reader_text(reader, json, member);
	case FIELD_STOP:
		return read_stop(reader, json, member);
	case FIELD_CLOCK:
		return read_clock(reader, json, member);
	case FIELD_VERDICT:
		return read_verdict(reader, json, member);
	case FIELD_PART:
		break;
	}
	return 0;
}

int reader_fields(struct reader *reader, const json_t *json, const struct field_list *list,
		  void *base, const struct part *parts, struct load_target *target)
{
	int status = 0;

	if (!json_is_object(json))
		return reader_wrong_type(reader, "an object", json);
	for (size_t i = 0; i < list->count && status == 0; i++) {
		const struct field *field = &list->items[i];
		const json_t *value = json_object_get(json, field->name);
		size_t length = reader_enter(reader, field->name);

		if (!value && field->required)
			status = reader_wrong_value(reader, "it is missing");
		else if (value && field->kind == FIELD_PART)
			status = read_part(reader, value, field, parts, target);
		else if (value)
			status = read_field(reader, value, field, (char *)base + field->offset);
		reader_leave(reader, length, status);
	}
	return status;
}
