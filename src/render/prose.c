/* prose: measures, pads and wraps text for a terminal. */
#define _GNU_SOURCE
#include "procbench/render/prose.h"

#include "procbench/render/terminal.h"

#include <langinfo.h>
#include <locale.h>
#include <string.h>
#include <wchar.h>

/* Reads files, which most runs do not need. */
static void ask_locale(void)
{
	static bool is_asked;

	if (!is_asked)
		setlocale(LC_CTYPE, "");
	is_asked = true;
}

bool prose_is_utf8(void)
{
	ask_locale();
	return strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

static size_t columns_of(const char *bytes, size_t length)
{
	mbstate_t state = {0};
	size_t columns = 0;

	for (; length > 0 && *bytes >= ' ' && *bytes <= '~'; length--, bytes++)
		columns++;
	if (length > 0)
		ask_locale();
	while (length > 0) {
		wchar_t wide;
		size_t n = mbrtowc(&wide, bytes, length, &state);
		int width = n > 0 && n <= length ? wcwidth(wide) : -1;

		if (width < 0) { /* foreign to the locale: a column for each UTF-8 character */
			width = ((unsigned char)*bytes & 0xc0) != 0x80;
			n = 1;
			state = (mbstate_t){0};
		}
		columns += (size_t)width;
		bytes += n;
		length -= n;
	}
	return columns;
}

size_t prose_columns(const char *string)
{
	return columns_of(string, strlen(string));
}

size_t prose_beginning(const char *string, size_t columns)
{
	size_t bytes = 0, next;

	for (; string[bytes]; bytes = next) {
		for (next = bytes + 1; ((unsigned char)string[next] & 0xc0) == 0x80;)
			next++;
		if (columns_of(string, next) > columns)
			break;
	}
	return bytes;
}

void prose_pad(struct text *out, const char *cell, size_t width, bool left)
{
	size_t columns = prose_columns(cell);
	int blanks = width > columns ? (int)(width - columns) : 0;

	if (left)
		text_printf(out, "%s%*s", cell, blanks, "");
	else
		text_printf(out, "%*s%s", blanks, "", cell);
}

void prose_wrap(struct text *out, const char *words, size_t column, size_t indent, size_t width)
{
	size_t blanks = 0;

	if (width == 0)
		width = TERMINAL_WIDTH_DEFAULT;
	while (*words) {
		size_t length = strcspn(words, " "), columns = columns_of(words, length);

		if (column + blanks + columns > width && column > indent) {
			text_printf(out, "\n%*s", (int)indent, "");
			column = indent;
			blanks = 0;
		}
		text_printf(out, "%*s", (int)blanks, "");
		text_add_bytes(out, words, length);
		column += blanks + columns;
		words += length;
		blanks = strspn(words, " ");
		words += blanks;
	}
	text_add_char(out, '\n');
}

void prose_add(struct text *out, const char *words, size_t column, size_t indent, size_t width)
{
	struct text printable = {0};

	text_add_printable(&printable, words);
	prose_wrap(out, text_string(&printable), column, indent, width);
	out->failed = out->failed || printable.failed;
	text_free(&printable);
}

void prose_add_labelled(struct text *out, size_t indent, const char *label, const char *words)
{
	text_printf(out, "  %-*s", (int)indent - 2, label);
	prose_add(out, words, indent, indent, TERMINAL_WIDTH_DEFAULT);
}
