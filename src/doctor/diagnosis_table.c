/* diagnosis_table: a diagnosis for people. */
#include "diagnosis.h"

#include "procbench/render/human.h"
#include "procbench/render/prose.h"
#include "procbench/render/terminal.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define LINE_COLUMNS    80
#define VERDICT_COLUMNS 10
#define NAME_COLUMNS    24
#define VALUE_COLUMN    (2 + VERDICT_COLUMNS + NAME_COLUMNS)
#define WHY_COLUMN      (2 + VERDICT_COLUMNS)

static bool ends_with(const char *name, const char *ending)
{
	size_t n = strlen(name), m = strlen(ending);

	return n >= m && strcmp(name + n - m, ending) == 0;
}

/* A value so that it can be broken into lines: after a comma, and within a word of any length. */
static void add_value(struct text *out, const struct finding *finding)
{
	struct text printable = {0};
	size_t run = 0;

	if (!finding->fact) {
		text_add(out, "not readable");
		return;
	}
	if (finding->fact->is_number && ends_with(finding->name, "_bytes")) {
		human_add_bytes(out, strtod(finding->fact->value, NULL));
		return;
	}
	text_add_printable(&printable, finding->fact->value);
	for (const char *c = text_string(&printable); *c; c++) {
		run = *c == ' ' ? 0 : run + 1;
		text_add_char(out, *c);
		if ((*c == ',' && c[1] != ' ') || run == LINE_COLUMNS - VALUE_COLUMN) {
			text_add_char(out, ' ');
			run = 0;
		}
	}
	text_free(&printable);
}

static void add_words(struct text *out, const char *mark, const char *words)
{
	struct text line = {0};

	if (!*words)
		return;
	text_add(&line, mark);
	text_add_printable(&line, words);
	text_printf(out, "%*s", WHY_COLUMN, "");
	prose_wrap(out, text_string(&line), WHY_COLUMN, WHY_COLUMN + strlen(mark), LINE_COLUMNS);
	text_free(&line);
}

static void add_finding(struct text *out, const struct finding *finding, bool color)
{
	struct text value = {0};
	bool bold = color && finding->verdict == CHECK_PROBLEM;

	add_value(&value, finding);
	text_add(out, "  ");
	terminal_begin(out, bold, TERMINAL_BOLD);
	prose_pad(out, check_verdict_names[finding->verdict], VERDICT_COLUMNS, true);
	terminal_end(out, bold, TERMINAL_BOLD);
	prose_pad(out, finding->name, NAME_COLUMNS, true);
	prose_wrap(out, text_string(&value), VALUE_COLUMN, VALUE_COLUMN, LINE_COLUMNS);
	text_free(&value);
	add_words(out, "", finding->why);
	add_words(out, "=> ", finding->remedy);
}

static void add_summary(struct text *out, const size_t counts[CHECK_COUNT])
{
	size_t problems = counts[CHECK_PROBLEM], notes = counts[CHECK_NOTE];
	size_t unknown = counts[CHECK_UNKNOWN];

	text_add(out, problems == 0 ? "\nno problems" : "");
	if (problems > 0)
		text_printf(out, "\n%zu problem%s", problems, problems == 1 ? "" : "s");
	text_printf(out, ", %zu note%s", notes, notes == 1 ? "" : "s");
	if (unknown > 0)
		text_printf(out, ", %zu not readable", unknown);
	text_add_char(out, '\n');
}

int diagnosis_write_table(const struct diagnosis *diagnosis, bool color, struct text *out)
{
	const char *group = "";

	for (size_t i = 0; i < diagnosis->count; i++) {
		struct finding finding = diagnosis_finding(diagnosis, i);

		if (strcmp(group, finding.group) != 0)
			text_printf(out, "%s%s\n", i > 0 ? "\n" : "", finding.group);
		group = finding.group;
		add_finding(out, &finding, color);
	}
	add_summary(out, diagnosis->counts);
	return out->failed ? -ENOMEM : 0;
}
