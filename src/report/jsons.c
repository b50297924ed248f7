/* jsons: what the writers of JSON share. */
#include "jsons.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>

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

json_t *jsons_number(double value)
{
	if (!isfinite(value))
		return json_null();
	/* whole numbers are exact and short; times of a single sample are whole */
	return value == floor(value) && fabs(value) < 9e15 ? json_integer((json_int_t)value)
							   : json_real(value);
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

int jsons_finish(const struct jsons *jsons, json_t *root, struct text *out, struct error *error)
{
	char *dump =
		jsons->failed ? NULL : json_dumps(root, JSON_INDENT(2) | JSON_REAL_PRECISION(12));

	json_decref(root);
	if (!dump)
		return error_set(error, ENOMEM, "out of memory");
	text_add(out, dump);
	text_add_char(out, '\n');
	free(dump);
	return out->failed ? error_set(error, ENOMEM, "out of memory") : 0;
}
