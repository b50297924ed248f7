/* manual_markdown: docs/reference.md, with one table per list of the program. */
#include "manual.h"

#include "exits.h"
#include "verbs.h"

#include "procbench/base/spans.h"
#include "procbench/base/targets.h"
#include "procbench/methods/clone_flags.h"
#include "procbench/methods/method.h"
#include "procbench/methods/spawn_attrs.h"
#include "procbench/report/report.h"
#include "procbench/result/compare.h"

#include <string.h>

/* Words as a table's cell has to spell them: with a backslash before what would be markup. */
static void add_escaped(struct text *out, const char *words, const char *markup)
{
	for (const char *c = words; *c; c++) {
		if (strchr(markup, *c))
			text_add_char(out, '\\');
		text_add_char(out, *c);
	}
}

static void add_words(struct text *out, const char *words)
{
	text_add(out, " | ");
	add_escaped(out, words, "|*<[]");
}

static void add_code(struct text *out, const char *name)
{
	text_add_char(out, '`');
	add_escaped(out, name, "|");
	text_add_char(out, '`');
}

static void add_code_cell(struct text *out, const char *name)
{
	text_add(out, " | ");
	if (name && *name)
		add_code(out, name);
}

static void begin_row(struct text *out, const char *name)
{
	text_add(out, "| ");
	add_code(out, name);
}

static void end_row(struct text *out)
{
	text_add(out, " |\n");
}

static void add_row(struct text *out, const char *name, const char *words)
{
	begin_row(out, name);
	add_words(out, words);
	end_row(out);
}

static void add_commands(struct text *out)
{
	text_add(out, "## Commands\n\n| command | purpose |\n|---|---|\n");
	for (size_t i = 0; i < verb_count; i++) {
		struct text name = {0};

		text_printf(&name, "procbench %s", verb_table[i].operands);
		add_row(out, text_string(&name), verb_table[i].summary);
		text_free(&name);
	}
}

/* The commands that support an option, where not all do. */
static void add_owners(struct text *out, enum verb_set owners)
{
	const char *separator = " | ";

	if (owners == VERB_ANY) {
		text_add(out, " | all");
		return;
	}
	for (size_t i = 0; i < verb_count; i++)
		if (verb_table[i].set & owners) {
			text_printf(out, "%s%s", separator,
				    verb_table[i].name ? verb_table[i].name : "CASE...");
			separator = ", ";
		}
}

static void add_option(struct text *out, const struct option_info *option)
{
	struct text name = {0};

	if (option->letter)
		text_printf(&name, "-%c, ", option->letter);
	text_printf(&name, "--%s", option->name);
	if (option->value)
		text_printf(&name, " %s", option->value);
	begin_row(out, text_string(&name));
	text_free(&name);
	add_words(out, option->help);
	add_code_cell(out, strstr(option->help, "(default") ? NULL : option->default_value);
	add_owners(out, option->verbs);
	end_row(out);
}

static void add_options(struct text *out)
{
	text_add(out,
		 "\n## Options\n\nSizes take `K`, `M`, `G`, `T` (powers of 1024), counts `k`, `M` "
		 "(powers of 1000), times `us`, `ms`, `s`.\nThe command after `--` is what "
		 "every case executes. Names may be written with underscores.\n");
	for (int group = 0; group < OPTION_GROUP_COUNT; group++) {
		text_printf(out,
			    "\n### %s options\n\n| option | purpose | default | commands |\n"
			    "|---|---|---|---|\n",
			    option_group_names[group]);
		for (size_t i = 0; i < option_count; i++)
			if ((int)option_table[i].group == group)
				add_option(out, &option_table[i]);
	}
}

static void add_methods(struct text *out)
{
	size_t count;
	const struct method *const *methods = method_list(&count);

	text_add(out, "\n## Cases\n\nA case is `METHOD[:KEY=VALUE[,KEY=VALUE...]]`, for example "
		      "`fork:rss=64M` or `clone3:flags=vm+vfork`.\n`procbench list` shows what the "
		      "machine supports, with the reason where it does not.\n"
		      "\n### Methods\n\n| method | creates | span `call` |\n|---|---|---|\n");
	for (size_t i = 0; i < count; i++) {
		begin_row(out, methods[i]->name);
		add_words(out, methods[i]->summary);
		add_words(out, methods[i]->call);
		end_row(out);
	}
}

static void add_keys(struct text *out)
{
	text_add(out, "\n### Keys\n\nEach key is also an option for all cases that do not set it "
		      "(`rss=` is `--rss`, `touch_parent=` is `--touch-parent`).\n"
		      "A comma list in the option multiplies the cases, as does a range: "
		      "`1M..4G*4` multiplies by 4 up to 4G, `0..1000+100` adds 100.\n"
		      "\n| key | sets | default |\n|---|---|---|\n");
	for (int key = 0; key < KEY_COUNT; key++) {
		struct text name = {0};

		text_printf(&name, "%s=%s", key_table[key].name, key_table[key].value);
		begin_row(out, text_string(&name));
		text_free(&name);
		add_words(out, key_table[key].help);
		add_code_cell(out, key_table[key].default_value);
		end_row(out);
	}
}

static void add_targets(struct text *out)
{
	text_add(out, "\n### Values of `exec=`\n\n| value | the child executes |\n|---|---|\n"
		      "| `none` | nothing: it exits at once |\n");
	for (int target = 0; target < TARGET_COUNT; target++)
		add_row(out, target_table[target].name, target_table[target].summary);
	text_add(out, "| `PATH` | a program and its arguments |\n");
}

static void add_attributes(struct text *out)
{
	text_add(out,
		 "\n### Values of `attr=`\n\nJoined by `+`; a preset stands alone.\n\n| value | "
		 "effect |\n|---|---|\n");
	for (size_t i = 0; i < spawn_attr_count; i++)
		add_row(out, spawn_attr_table[i].name, spawn_attr_table[i].summary);
}

static void add_flag(struct text *out, const struct clone_flag *flag)
{
	static const char *const calls[] = {
		[CLONE_TAKES_BOTH] = "clone, clone3",
		[CLONE_TAKES_CLONE] = "clone",
		[CLONE_TAKES_CLONE3] = "clone3",
	};

	begin_row(out, flag->name);
	add_words(out, flag->summary);
	add_words(out, flag->never ? "none" : calls[flag->takes]);
	add_words(out, flag->never ? flag->never : flag->privilege ? flag->privilege : "");
	if (flag->since)
		text_printf(out, "%sLinux %s", flag->privilege ? "; " : "", flag->since);
	end_row(out);
}

static void add_flags(struct text *out)
{
	text_add(out, "\n### Values of `flags=`\n\nJoined by `+`.\n\n"
		      "| flag | effect | calls | needs |\n|---|---|---|---|\n");
	for (size_t i = 0; i < clone_flag_count; i++)
		add_flag(out, &clone_flag_table[i]);
}

static void add_spans(struct text *out)
{
	text_add(out, "\n## Spans\n\nThe stamps are START, RETURNED, REAPED in the parent and "
		      "CHILD, IMAGE, MAIN in the child;\n[measurement.md](measurement.md) explains "
		      "them.\n\n| span | from and to | measured |\n|---|---|---|\n");
	for (int span = 0; span < SPAN_COUNT; span++) {
		begin_row(out, span_table[span].name);
		text_printf(out, " | %s", span_table[span].meaning);
		add_words(out, span_table[span].child_side ? "with `--phases`"
			       : span == SPAN_STALL        ? "with `busy=`"
							   : "always");
		end_row(out);
	}
	text_add(out, "\nMetrics of `compare`:");
	for (int i = 0; i < COMPARE_METRIC_COUNT; i++)
		text_printf(out, "%s `%s`", i ? "," : "", compare_metrics[i]);
	text_add(out, ".\n");
}

static void add_formats(struct text *out)
{
	size_t count;
	const struct report_format *formats = report_formats(&count);

	text_add(
		out,
		"\n## Formats\n\n`--format NAME` prints the report in this format. `--export FILE` "
		"selects the format by the extension of FILE, `--export NAME:FILE` by "
		"name.\n[formats.md](formats.md) "
		"has an example of each.\n\n| format | for | extension |\n|---|---|---|\n");
	for (size_t i = 0; i < count; i++) {
		begin_row(out, formats[i].name);
		add_words(out, formats[i].summary);
		text_add(out, " | ");
		if (formats[i].ending)
			text_printf(out, "`.%s`", formats[i].ending);
		end_row(out);
	}
}

static void add_exits(struct text *out)
{
	text_add(out, "\n## Exit status\n\n| status | meaning |\n|---|---|\n");
	for (size_t i = 0; i < exit_count; i++)
		add_row(out, exit_table[i].status, exit_table[i].meaning);
}

void manual_markdown(struct text *out)
{
	text_add(out,
		 "# Reference\n\nGenerated from the program's own tables by `make regenerate`: "
		 "do not edit.\n\n");
	add_commands(out);
	add_options(out);
	add_methods(out);
	add_keys(out);
	add_targets(out);
	add_attributes(out);
	add_flags(out);
	add_spans(out);
	add_formats(out);
	add_exits(out);
}
