/* markdown_text: escapes untrusted text for GitHub's Markdown. */
#include "procbench/render/markdown_text.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

/*
 * A character reference is read as markup by neither Markdown nor HTML, and a table needs one for |
 * even in code.
 */
static void add_char(struct text *out, char c)
{
	if (c == '<' || c == '>' || c == '&')
		text_add(out, c == '<' ? "&lt;" : c == '>' ? "&gt;" : "&amp;");
	else if (strchr("\\`*_{}[]#|~!$", c))
		text_printf(out, "&#%d;", c);
	else
		text_add_char(out, c);
	if (c == '@') /* an empty comment keeps @name from notifying anybody */
		text_add(out, "<!-- -->");
}

void markdown_text_add(struct text *out, const char *words)
{
	struct text printable = {0};

	text_add_printable(&printable, words);
	for (const char *s = text_string(&printable); *s; s++)
		add_char(out, *s);
	out->failed = out->failed || printable.failed;
	text_free(&printable);
}

/* Between backticks only a backtick is special, and | in a table. */
static bool is_plain(const char *name)
{
	for (const char *s = name; *s; s++)
		if (!isalnum((unsigned char)*s) && !strchr(":=,./+_@%^#-", *s))
			return false;
	return *name != '\0';
}

void markdown_text_add_code(struct text *out, const char *name)
{
	if (is_plain(name)) {
		text_printf(out, "`%s`", name);
		return;
	}
	text_add(out, "<code>");
	markdown_text_add(out, name);
	text_add(out, "</code>");
}

void markdown_text_add_item(struct text *out, const char *words)
{
	text_add(out, "- ");
	markdown_text_add(out, words);
	text_add_char(out, '\n');
}
