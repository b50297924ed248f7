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

/*
 * Line ends and tabulators are a field's own. Other control characters become \xNN, and bytes that
 * are no UTF-8, which readers of CSV refuse.
 */
static void add_char(struct text *out, const char **field)
{
	size_t length = text_character_length(*field), bytes = length ? length : 1;

	if (**field == '"')
		text_add_char(out, '"');
	if (length > 0 && (!text_is_control(*field) || strchr("\t\r\n", **field)))
		text_add_bytes(out, *field, length);
	else
		for (size_t i = 0; i < bytes; i++)
			text_printf(out, "\\x%02x", (unsigned char)(*field)[i]);
	*field += bytes;
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
