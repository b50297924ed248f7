/* manual_mdoc: words as the source of a man page, in mdoc(7). */
#include "manual_mdoc.h"

#include "procbench/render/prose.h"

#include <stdbool.h>
#include <string.h>

/* mandoc complains of source lines above 80; escapes make them longer. */
#define SOURCE_COLUMNS 66

/* Characters that roff or mdoc reads as its own, and a minus that stays one when it is copied. */
void mdoc_add_literal(struct text *out, const char *words)
{
	for (const char *c = words; *c; c++) {
		bool begins = c == words || c[-1] == '\n';

		if (*c == '\\')
			text_add(out, "\\e");
		else if (c > words && c[-1] == '(' && *c == ')')
			text_add(out, "\\&)"); /* else it is asked for markup */
		else if (*c == '-')
			text_add(out, "\\-");
		else if (begins && (*c == '.' || *c == '\''))
			text_printf(out, "\\&%c", *c);
		else
			text_add_char(out, *c);
	}
}

/* A sentence a line, so that roff sets the space behind it; short enough to be escaped. */
void mdoc_add_prose(struct text *out, const char *words)
{
	struct text lines = {0};

	while (*words) {
		struct text sentence = {0};
		const char *end = words;

		while (*end && !(*end == ' ' && strchr(".!?", end[-1])))
			end++;
		text_add_bytes(&sentence, words, (size_t)(end - words));
		prose_wrap(&lines, text_string(&sentence), 0, 0, SOURCE_COLUMNS);
		text_free(&sentence);
		words = *end ? end + 1 : end;
	}
	mdoc_add_literal(out, text_string(&lines));
	text_free(&lines);
}

/* An argument of a macro: quoted, for it may hold blanks or be the name of a macro. */
void mdoc_add_argument(struct text *out, const char *words)
{
	text_add(out, " \"");
	for (const char *c = words; *c; c++) {
		char single[2] = {*c, '\0'};

		if (*c == '"')
			text_add(out, "\\(dq");
		else
			mdoc_add_literal(out, single);
	}
	text_add_char(out, '"');
}
