/* claims_formats: the writers of claims and reproductions by format, and what they share. */
#include "claims_formats.h"

#include "procbench/render/prose.h"
#include "procbench/render/terminal.h"

#include <string.h>

static const struct claims_format formats[] = {
	{"table", claims_write_table, reproduce_write_table},
	{"json", claims_write_json, reproduce_write_json},
	{"markdown", claims_write_markdown, NULL},
	{"html", claims_write_html, NULL},
};

const struct claims_format *claims_format_named(const char *name)
{
	for (size_t i = 0; i < sizeof(formats) / sizeof(formats[0]); i++)
		if (strcmp(formats[i].name, name) == 0)
			return &formats[i];
	return NULL;
}

void claims_add_machine(struct text *out, const struct facts *host)
{
	static const char *const names[] = {"hostname", "kernel", "cpu_model"};
	const char *between = "";

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		const char *value = facts_get(host, names[i]);

		if (!value || !*value)
			continue;
		text_printf(out, "%s%s", between, i == 1 ? "Linux " : "");
		text_add_printable(out, value);
		between = ", ";
	}
}

void claims_add_warnings(struct text *out, const struct claims_head *head)
{
	if (head->warnings.count > 0)
		text_add_char(out, '\n');
	for (size_t i = 0; i < head->warnings.count; i++) {
		struct text line = {0};

		text_printf(&line, "warning: %s", head->warnings.items[i]);
		prose_add(out, text_string(&line), 0, 2, TERMINAL_WIDTH_DEFAULT);
		text_free(&line);
	}
}

/* For one claim, and for several. */
static const char *const counted[CLAIM_VERDICT_COUNT][2] = {
	[CLAIM_HOLDS] = {"holds", "hold"},
	[CLAIM_FAILS] = {"does not hold here", "do not hold here"},
	[CLAIM_DEPENDS] = {"depends", "depend"},
	[CLAIM_UNKNOWN] = {"cannot be decided here", "cannot be decided here"},
};

void claims_add_counts(struct text *out, const struct claims_report *report)
{
	const char *between = ": ";

	text_printf(out, "%zu claim%s", report->head.count, report->head.count == 1 ? "" : "s");
	for (int verdict = 0; verdict < CLAIM_VERDICT_COUNT; verdict++) {
		size_t count = claims_count(report, (enum claim_verdict)verdict, -1);

		if (count == 0)
			continue;
		text_printf(out, "%s%zu %s", between, count, counted[verdict][count != 1]);
		between = ", ";
	}
}
