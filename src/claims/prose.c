/* prose: a label, and words behind it that are wrapped, on a terminal of 80 columns. */
#include "prose.h"

void prose_add(struct text *out, size_t indent, const char *label, const char *words)
{
	struct text printable = {0};

	text_add_printable(&printable, words);
	text_printf(out, "  %-*s", (int)indent - 2, label);
	text_add_wrapped(out, text_string(&printable), indent, indent, PROSE_COLUMNS);
	out->failed = out->failed || printable.failed;
	text_free(&printable);
}
