/* claims_markdown: a report of claims as a section of a document. */
#include "claims_formats.h"

#include "procbench/render/markdown_text.h"

#include <errno.h>

int claims_write_markdown(const struct claims_report *report, bool color, struct text *out)
{
	struct text machine = {0};

	(void)color;
	claims_add_machine(&machine, &report->head.host);
	text_add(out, "## Textbook claims, tested on this machine\n\n");
	markdown_text_add(out, text_string(&machine));
	text_printf(out, "; %s\n\n| claim | verdict | result |\n|---|---|---|\n",
		    report->head.date);
	for (size_t i = 0; i < report->head.count; i++) {
		const struct claim_answer *answer = &report->answers[i];

		text_add(out, "| ");
		markdown_text_add_code(out, answer->claim->name);
		text_add(out, ": ");
		markdown_text_add(out, answer->claim->statement);
		text_printf(out, " | **%s** | ", claim_verdict_names[answer->verdict]);
		markdown_text_add(out, text_string(&answer->explanation));
		text_add(out, " |\n");
	}
	text_add_char(out, '\n');
	claims_add_counts(out, report);
	text_add(out, report->head.partial ? "; interrupted before all were tested\n" : "\n");
	for (size_t i = 0; i < report->head.warnings.count; i++) {
		text_add(out, i == 0 ? "\n- warning: " : "- warning: ");
		markdown_text_add(out, report->head.warnings.items[i]);
		text_add_char(out, '\n');
	}
	out->failed = out->failed || machine.failed;
	text_free(&machine);
	return out->failed ? -ENOMEM : 0;
}
