/* claims_table: a report of claims for a terminal. */
#include "claims_formats.h"

#include "procbench/render/prose.h"
#include "procbench/render/terminal.h"

#include <errno.h>
#include <string.h>

#define INDENT 10

static const enum terminal_style styles[CLAIM_VERDICT_COUNT] = {
	[CLAIM_HOLDS] = TERMINAL_GREEN,
	[CLAIM_FAILS] = TERMINAL_RED,
	[CLAIM_DEPENDS] = TERMINAL_YELLOW,
	[CLAIM_UNKNOWN] = TERMINAL_DIM,
};

static void add_answer(struct text *out, const struct claim_answer *answer, bool color)
{
	text_printf(out, "\n%s: ", answer->claim->name);
	terminal_add(out, color, styles[answer->verdict], claim_verdict_names[answer->verdict]);
	text_add_char(out, '\n');
	prose_add_labelled(out, INDENT, "claim", answer->claim->statement);
	prose_add_labelled(out, INDENT, "result", text_string(&answer->explanation));
}

int claims_write_table(const struct claims_report *report, bool color, struct text *out)
{
	struct text line = {0};

	text_add(&line, "textbook claims about fork, vfork, exec and clone, tested on ");
	claims_add_machine(&line, &report->head.host);
	text_printf(&line, "; %s", report->head.date);
	prose_wrap(out, text_string(&line), 0, 0, TERMINAL_WIDTH_DEFAULT);
	for (size_t i = 0; i < report->head.count; i++)
		add_answer(out, &report->answers[i], color);
	text_clear(&line);
	claims_add_counts(&line, report);
	if (report->head.partial)
		text_add(&line, "; interrupted before all were tested");
	text_add_char(out, '\n');
	prose_wrap(out, text_string(&line), 0, 0, TERMINAL_WIDTH_DEFAULT);
	claims_add_warnings(out, &report->head);
	out->failed = out->failed || line.failed;
	text_free(&line);
	return out->failed ? -ENOMEM : 0;
}
