/* table: a report of claims for a terminal, in words that a student can follow. */
#include "formats.h"
#include "prose.h"

#include <errno.h>
#include <string.h>

#define INDENT 10

static const char *const colors[CLAIM_VERDICT_COUNT] = {
	[CLAIM_HOLDS] = "\033[32m",
	[CLAIM_FAILS] = "\033[31m",
	[CLAIM_DEPENDS] = "\033[33m",
	[CLAIM_UNKNOWN] = "\033[2m",
};

static void add_answer(struct text *out, const struct claim_answer *answer, bool color)
{
	text_printf(out, "\n%s: %s%s%s\n", answer->claim->name,
		    color ? colors[answer->verdict] : "", claim_verdict_names[answer->verdict],
		    color ? "\033[0m" : "");
	prose_add(out, INDENT, "claim", answer->claim->statement);
	prose_add(out, INDENT, "here", text_string(&answer->explanation));
}

int claims_write_table(const struct claims_report *report, bool color, struct text *out)
{
	struct text line = {0};

	text_add(&line, "what the textbook says of fork, vfork, exec and clone, tried on ");
	claims_add_machine(&line, &report->head.host);
	text_printf(&line, "; %s", report->head.date);
	text_add_wrapped(out, text_string(&line), 0, 0, PROSE_COLUMNS);
	for (size_t i = 0; i < report->head.count; i++)
		add_answer(out, &report->answers[i], color);
	text_clear(&line);
	claims_add_counts(&line, report);
	if (report->head.partial)
		text_add(&line, "; interrupted before all were tried");
	text_add_char(out, '\n');
	text_add_wrapped(out, text_string(&line), 0, 0, PROSE_COLUMNS);
	out->failed = out->failed || line.failed;
	text_free(&line);
	return out->failed ? -ENOMEM : 0;
}
