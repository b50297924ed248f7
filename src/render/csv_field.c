/* csv_field: fields and rows of CSV (RFC 4180). */
#include "procbench/render/csv_field.h"

#include <stdbool.h>
#include <string.h>

static bool is_formula(const char *field)
{
	while (*field == '\'')
		field++;
	return *field && strchr("=+-@\t\r", *field);
}

/* Line ends and tabulators are a field's own; what else a terminal would obey becomes \xNN. */
static void add_char(struct text *out, const char **field)
{
	size_t length = text_character_length(*field);

	if (**field == '"')
		text_add_char(out, '"');
	if (length == 0 || !text_is_control(*field) || strchr("\t\r\n", **field))
		text_add_bytes(out, *field, length ? length : 1);
	else
		for (size_t i = 0; i < length; i++)
			text_printf(out, "\\x%02x", (unsigned char)(*field)[i]);
	*field += length ? length : 1;
}

void csv_field_add(struct text *out, const char *field)
{
	const char *quote = strpbrk(field, "\",\r\n") ? "\"" : "";

	text_add(out, quote);
	if (is_formula(field))
		text_add_char(out, '\'');
	while (*field)
		add_char(out, &field);
	text_add(out, quote);
}

void csv_field_add_row(struct text *out, const char *const *fields, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		text_add(out, i ? "," : "");
		csv_field_add(out, fields[i]);
	}
	text_add(out, "\r\n");
}
