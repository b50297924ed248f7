/* markup: escapes untrusted text for HTML, SVG and XML. */
#include "procbench/render/markup.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

static const char *entity_of(char c)
{
	switch (c) {
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '&':
		return "&amp;";
	case '"':
		return "&quot;";
	case '\'':
		return "&#39;";
	default:
		return NULL;
	}
}

/* U+FFFE and U+FFFF are well-formed UTF-8, but no characters of XML. */
static bool is_no_character(const char *s)
{
	return memcmp(s, "\xef\xbf\xbe", 3) == 0 || memcmp(s, "\xef\xbf\xbf", 3) == 0;
}

void markup_add(struct text *out, const char *words)
{
	struct text printable = {0};

	text_add_printable(&printable, words);
	for (const char *c = text_string(&printable); *c; c++) {
		if (entity_of(*c)) {
			text_add(out, entity_of(*c));
		} else if (*c == '\xef' && is_no_character(c)) {
			text_printf(out, "\\xef\\xbf\\x%02x", (unsigned char)c[2]);
			c += 2;
		} else {
			text_add_char(out, *c);
		}
	}
	out->failed = out->failed || printable.failed;
	text_free(&printable);
}

void markup_add_base64(struct text *out, const char *bytes, size_t length)
{
	static const char digits[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

	for (size_t i = 0; i < length; i += 3) {
		uint32_t group = 0;

		for (size_t k = 0; k < 3; k++)
			group = group << 8 | (i + k < length ? (unsigned char)bytes[i + k] : 0);
		for (size_t k = 0; k < 4; k++)
			text_add_char(out,
				      i + k > length ? '=' : digits[group >> (18 - 6 * k) & 63]);
	}
}

void markup_add_attribute(struct text *out, const char *name, const char *value)
{
	text_printf(out, " %s=\"", name);
	markup_add(out, value);
	text_add_char(out, '"');
}
