/* json_read: reads single values of JSON; errors give the position. */
#include "procbench/render/json_read.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- positions and errors ---- */

size_t reader_enter(struct reader *reader, const char *name)
{
	size_t length = reader->place.length;

	if (length > 0)
		text_add_char(&reader->place, '.');
	text_add(&reader->place, name);
	return length;
}

size_t reader_enter_item(struct reader *reader, size_t index)
{
	size_t length = reader->place.length;

	text_printf(&reader->place, "[%zu]", index);
	return length;
}

int reader_leave(struct reader *reader, size_t length, int status)
{
	reader->place.length = length;
	if (reader->place.data)
		reader->place.data[length] = '\0';
	return status;
}

int reader_out_of_memory(struct reader *reader)
{
	return error_set(reader->error, ENOMEM, "out of memory");
}

int reader_wrong_value(struct reader *reader, const char *problem)
{
	return error_set(reader->error, EINVAL, "%s: %s", text_string(&reader->place), problem);
}

const char *reader_type_name(const json_t *json)
{
	static const char *const names[] = {
		[JSON_OBJECT] = "an object",    [JSON_ARRAY] = "a list",
		[JSON_STRING] = "a string",     [JSON_INTEGER] = "a whole number",
		[JSON_REAL] = "a number",       [JSON_TRUE] = "true or false",
		[JSON_FALSE] = "true or false", [JSON_NULL] = "null",
	};

	return names[json_typeof(json)];
}

int reader_wrong_type(struct reader *reader, const char *wanted, const json_t *json)
{
	return error_set(reader->error, EINVAL, "%s: expected %s, not %s",
			 text_string(&reader->place), wanted, reader_type_name(json));
}

/* ---- single values ---- */

int reader_count(struct reader *reader, const json_t *json, uint64_t *count)
{
	if (!json_is_integer(json))
		return reader_wrong_type(reader, "a whole number", json);
	if (json_integer_value(json) < 0)
		return reader_wrong_value(reader, "must not be negative");
	*count = (uint64_t)json_integer_value(json);
	return 0;
}

int reader_number(struct reader *reader, const json_t *json, double least, double *number)
{
	*number = NAN;
	if (json_is_null(json))
		return 0;
	if (!json_is_number(json))
		return reader_wrong_type(reader, "a number", json);
	*number = json_number_value(json);
	return *number < least ? reader_wrong_value(reader, "must not be negative") : 0;
}

int reader_text(struct reader *reader, const json_t *json, char **text)
{
	char *copy;

	if (json_is_null(json))
		return 0;
	if (!json_is_string(json))
		return reader_wrong_type(reader, "a string", json);
	copy = strdup(json_string_value(json));
	if (!copy)
		return reader_out_of_memory(reader);
	free(*text); /* already read from a duplicate field */
	*text = copy;
	return 0;
}

int reader_bool(struct reader *reader, const json_t *json, bool *value)
{
	if (!json_is_boolean(json))
		return reader_wrong_type(reader, "true or false", json);
	*value = json_is_true(json);
	return 0;
}
