/* markdown: a report of claims as a section of a document. */
#include "formats.h"

#include <errno.h>

/* Nothing in it is taken for markup. */
static void add_text(struct text *out, const char *words)
{
	struct text printable = {0};

	text_add_printable(&printable, words);
	for (const char *c = text_string(&printable); *c; c++) {
		if (*c == '<' || *c == '>' || *c == '&')
			text_add(out, *c == '<' ? "&lt;" : *c == '>' ? "&gt;" : "&amp;");
		else if (*c == '\\' || *c == '`' || *c == '*' || *c == '_' || *c == '[' ||
			 *c == ']' || *c == '|' || *c == '#')
			text_printf(out, "\\%c", *c);
		else
			text_add_char(out, *c);
	}
	out->failed = out->failed || printable.failed;
	text_free(&printable);
}

int claims_write_markdown(const struct claims_report *report, bool color, struct text *out)
{
	struct text machine = {0};

	(void)color;
	claims_add_machine(&machine, &report->head.host);
	text_add(out, "## What the textbook says, tried here\n\n");
	add_text(out, text_string(&machine));
	text_printf(out, "; %s\n\n| claim | verdict | what was seen here |\n|---|---|---|\n",
		    report->head.date);
	for (size_t i = 0; i < report->head.count; i++) {
		const struct claim_answer *answer = &report->answers[i];

		text_printf(out, "| `%s`: ", answer->claim->name);
		add_text(out, answer->claim->statement);
		text_printf(out, " | **%s** | ", claim_verdict_names[answer->verdict]);
		add_text(out, text_string(&answer->explanation));
		text_add(out, " |\n");
	}
	text_add_char(out, '\n');
	claims_add_counts(out, report);
	text_add(out, report->head.partial ? "; interrupted before all were tried\n" : "\n");
	out->failed = out->failed || machine.failed;
	text_free(&machine);
	return out->failed ? -ENOMEM : 0;
}
