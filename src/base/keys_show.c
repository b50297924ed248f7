/* keys_show: values of keys as they are written. */
#include "procbench/base/keys.h"

#include "procbench/base/units.h"

#include <stdarg.h>

static void add_with_escaped_commas(struct text *out, const char *value)
{
	for (; *value; value++) {
		if (*value == ',')
			text_add_char(out, '\\');
		text_add_char(out, *value);
	}
}

void keys_add_value(struct text *out, const struct keys *keys, enum key key)
{
	if (key_table[key].kind == KEY_BYTES)
		units_add_bytes(out, keys->number[key]);
	else if (key_table[key].kind == KEY_NUMBER)
		units_add_count(out, keys->number[key]);
	else
		add_with_escaped_commas(out, keys->text[key]);
}

int keys_error(struct error *error, int code, const struct keys *keys, enum key key,
	       const char *format, ...)
{
	struct text line = {0};
	va_list args;

	text_printf(&line, "%s=", key_table[key].name);
	keys_add_value(&line, keys, key);
	text_add_char(&line, ' ');
	va_start(args, format);
	text_vprintf(&line, format, args);
	va_end(args);
	error_set(error, code, "%s", text_string(&line));
	text_free(&line);
	return -code;
}
