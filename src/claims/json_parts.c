/* json_parts: what the JSON of this layer is made of. */
#include "json_parts.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>

json_t *json_parts_string(const char *value)
{
	struct text printable = {0};
	json_t *json;

	text_add_printable(&printable, value);
	json = json_string(text_string(&printable));
	text_free(&printable);
	return json;
}

json_t *json_parts_number(double value)
{
	if (!isfinite(value))
		return json_null();
	if (value == floor(value) && fabs(value) < 9e15)
		return json_integer((json_int_t)value);
	return json_real(value);
}

json_t *json_parts_facts(const struct facts *host)
{
	json_t *object = json_object();
	int status = 0;

	for (size_t i = 0; i < host->count; i++) {
		const struct fact *fact = &host->items[i];

		status |= json_object_set_new(object, fact->name,
					      fact->is_number
						      ? json_parts_number(strtod(fact->value, NULL))
						      : json_parts_string(fact->value));
	}
	if (status == 0)
		return object;
	json_decref(object);
	return NULL;
}

int json_parts_write(json_t *object, struct text *out)
{
	char *dump = object ? json_dumps(object, JSON_INDENT(2) | JSON_REAL_PRECISION(12)) : NULL;

	json_decref(object);
	if (!dump)
		return -ENOMEM;
	text_add(out, dump);
	text_add_char(out, '\n');
	free(dump);
	return out->failed ? -ENOMEM : 0;
}
