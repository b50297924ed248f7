/* jsons: objects, arrays and values of JSON. */
#include "procbench/render/jsons.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define REAL_DIGITS 12

void jsons_set(struct jsons *jsons, json_t *object, const char *name, json_t *value)
{
	if (json_object_set_new(object, name, value) < 0)
		jsons->failed = true;
}

void jsons_append(struct jsons *jsons, json_t *array, json_t *value)
{
	if (json_array_append_new(array, value) < 0)
		jsons->failed = true;
}

/* Whole numbers are exact and short; times of a single sample are whole. */
static bool is_whole(double value)
{
	return value == floor(value) && fabs(value) < 9e15;
}

json_t *jsons_number(double value)
{
	char digits[32];

	if (!isfinite(value))
		return json_null();
	if (is_whole(value))
		return json_integer((json_int_t)value);
	/* a number that is written as whole must be an integer, or it would change when read back
	 */
	snprintf(digits, sizeof(digits), "%.*g", REAL_DIGITS, value);
	value = strtod(digits, NULL);
	return is_whole(value) ? json_integer((json_int_t)value) : json_real(value);
}

void jsons_set_known(struct jsons *jsons, json_t *object, const char *name, double value)
{
	if (isfinite(value))
		jsons_set(jsons, object, name, jsons_number(value));
}

json_t *jsons_count(uint64_t value)
{
	return json_integer((json_int_t)value);
}

json_t *jsons_string(const char *value)
{
	struct text printable = {0};
	json_t *json;

	if (!value)
		return json_null();
	json = json_string(value);
	if (json)
		return json;
	text_add_printable(&printable, value);
	return jsons_text(&printable);
}

json_t *jsons_text(struct text *value)
{
	json_t *json = value->failed ? NULL : jsons_string(text_string(value));

	text_free(value);
	return json;
}

json_t *jsons_strings(struct jsons *jsons, const struct text_list *list)
{
	json_t *array = json_array();

	for (size_t i = 0; i < list->count; i++)
		jsons_append(jsons, array, jsons_string(list->items[i]));
	return array;
}

json_t *jsons_fact(const struct fact *fact)
{
	if (fact && fact->is_number)
		return jsons_number(strtod(fact->value, NULL));
	return jsons_string(fact ? fact->value : NULL);
}

/* An object of all facts, by name. */
static json_t *jsons_facts(struct jsons *jsons, const struct facts *facts)
{
	json_t *object = json_object();

	for (size_t i = 0; i < facts->count; i++)
		jsons_set(jsons, object, facts->items[i].name, jsons_fact(&facts->items[i]));
	return object;
}

json_t *jsons_head(struct jsons *jsons, const char *schema, const char *version, const char *date,
		   const struct facts *host)
{
	json_t *object = json_object(), *tool = json_object();

	jsons_set(jsons, object, "schema", jsons_string(schema));
	jsons_set(jsons, tool, "name", jsons_string("procbench"));
	jsons_set(jsons, tool, "version", jsons_string(version));
	jsons_set(jsons, object, "tool", tool);
	jsons_set(jsons, object, "date", jsons_string(date));
	jsons_set(jsons, object, "host", jsons_facts(jsons, host));
	return object;
}

/* The code point of a control that text_is_control() knows: it has three bytes at the most. */
static unsigned code_point(const unsigned char *s, size_t length)
{
	if (length == 1)
		return s[0];
	if (length == 2)
		return (s[0] & 0x1fu) << 6 | (s[1] & 0x3fu);
	return (s[0] & 0x0fu) << 12 | (s[1] & 0x3fu) << 6 | (s[2] & 0x3fu);
}

/* Control characters become JSON escapes: the value is kept, and terminals ignore them. */
static void add_visible(struct text *out, const char *dump)
{
	while (*dump) {
		size_t length = text_character_length(dump);

		length = length ? length : 1;
		if (text_is_control(dump) && *dump != '\n')
			text_printf(out, "\\u%04x",
				    code_point((const unsigned char *)dump, length));
		else
			text_add_bytes(out, dump, length);
		dump += length;
	}
}

int jsons_finish(const struct jsons *jsons, json_t *root, struct text *out, struct error *error)
{
	size_t form = jsons->is_compact ? JSON_COMPACT : JSON_INDENT(2);
	char *dump =
		jsons->failed ? NULL : json_dumps(root, form | JSON_REAL_PRECISION(REAL_DIGITS));

	json_decref(root);
	if (dump) {
		add_visible(out, dump);
		text_add_char(out, '\n');
		free(dump);
	}
	if (dump && !out->failed)
		return 0;
	return error ? error_set(error, ENOMEM, "out of memory") : -ENOMEM;
}
