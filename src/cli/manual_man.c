/* manual_man: the man page, in mdoc(7). */
#include "manual.h"

#include "exits.h"
#include "verbs.h"

#include "procbench/base/version.h"
#include "procbench/methods/method.h"
#include "procbench/methods/spawn_attrs.h"
#include "procbench/render/prose.h"
#include "procbench/report/report.h"

#include <string.h>

/* mandoc complains of source lines above 80; escapes make them longer. */
#define SOURCE_COLUMNS 66

/* Characters that roff or mdoc reads as its own, and a minus that stays one when it is copied. */
static void add_literal(struct text *out, const char *words)
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
static void add_prose(struct text *out, const char *words)
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
	add_literal(out, text_string(&lines));
	text_free(&lines);
}

/* An argument of a macro: quoted, for it may hold blanks or be the name of a macro. */
static void add_argument(struct text *out, const char *words)
{
	text_add(out, " \"");
	for (const char *c = words; *c; c++) {
		char single[2] = {*c, '\0'};

		if (*c == '"')
			text_add(out, "\\(dq");
		else
			add_literal(out, single);
	}
	text_add_char(out, '"');
}

/* What an item of a list says, with the default behind it. */
static void add_body(struct text *out, const char *help, const char *default_value)
{
	struct text words = {0};

	text_add(&words, help);
	if (default_value && *default_value)
		text_printf(&words, " (%s)", default_value);
	add_prose(out, text_string(&words));
	text_free(&words);
}

static void add_item(struct text *out, const char *name, const char *summary)
{
	text_add(out, ".It Cm");
	add_argument(out, name);
	text_add_char(out, '\n');
	add_prose(out, summary);
}

static void add_cases(struct text *out)
{
	size_t count;
	const struct method *const *methods = method_list(&count);

	text_add(out, ".Ss Cases\nA case is\n.Sm off\n.Ar method\n.Op : Ar key No = Ar value Op , "
		      "Ar key No = Ar value ...\n.Sm on\nsuch as\n.Ql fork:rss=64M\nor\n"
		      ".Ql clone3:flags=vm+vfork .\nThe methods:\n.Bl -tag -width Ds\n");
	for (size_t i = 0; i < count; i++)
		add_item(out, methods[i]->name, methods[i]->summary);
	text_add(out, ".El\n.Ss Keys\nEach is also an option for all cases that do not set it.\n"
		      "A comma list in the option multiplies the cases, as do the ranges\n"
		      ".Ql 1M..4G*4\nand\n.Ql 0..1000+100 .\n.Bl -tag -width Ds\n");
	for (int key = 0; key < KEY_COUNT; key++) {
		text_printf(out, ".It Fl Fl %s Ar", keys_option((enum key)key).name);
		add_argument(out, key_table[key].value);
		text_add_char(out, '\n');
		add_body(out, key_table[key].help, key_table[key].default_value);
	}
	text_add(out, ".El\n.Pp\nValues of\n.Cm attr :\n.Bl -tag -width Ds\n");
	for (size_t i = 0; i < spawn_attr_count; i++)
		add_item(out, spawn_attr_table[i].name, spawn_attr_table[i].summary);
	text_add(out, ".El\n");
}

static void add_option(struct text *out, const struct option_info *option)
{
	text_add(out, ".It");
	if (option->letter)
		text_printf(out, " Fl %c ,", option->letter);
	text_printf(out, " Fl Fl %s", option->name);
	if (option->value) {
		text_add(out, " Ar");
		add_argument(out, option->value);
	}
	text_add_char(out, '\n');
	add_body(out, option->help,
		 strstr(option->help, "(default") ? NULL : option->default_value);
}

static void add_options(struct text *out)
{
	text_add(out,
		 ".Sh OPTIONS\nSizes take K, M, G, T (powers of 1024),\ncounts k, M (powers of "
		 "1000), times us, ms, s.\nThe command after\n.Fl Fl\nis what every case "
		 "executes.\nOption names may be written with underscores.\n");
	for (int group = 0; group < OPTION_GROUP_COUNT; group++) {
		text_printf(out, ".Ss %s options\n.Bl -tag -width Ds\n", option_group_names[group]);
		for (size_t i = 0; i < option_count; i++)
			if ((int)option_table[i].group == group)
				add_option(out, &option_table[i]);
		text_add(out, ".El\n");
	}
}

/* What a command does, the options that it supports beside the general ones, and an example. */
static void add_command(struct text *out, const struct verb *verb)
{
	const char *separator = "\n";

	text_add(out, ".It Cm");
	add_argument(out, verb->operands);
	text_add_char(out, '\n');
	add_prose(out, verb->summary);
	if (out->length > 0 && text_string(out)[out->length - 1] != '\n')
		text_add_char(out, '\n');
	text_add(out, ".Pp\n.Dl ");
	add_literal(out, verb->example);
	for (size_t i = 0; i < option_count; i++)
		if (option_table[i].verbs != VERB_ANY && option_table[i].verbs & verb->set) {
			text_printf(out, "%s.Fl Fl %s",
				    *separator == '\n' ? "\n.Pp\nOptions:\n" : separator,
				    option_table[i].name);
			separator = " ,\n";
		}
	text_add_char(out, '\n');
}

static void add_head(struct text *out)
{
	text_add(out, ".\\\" made from procbench's own tables\n"
		      ".Dd " PROCBENCH_DATE "\n.Dt PROCBENCH 1\n.Os\n.Sh NAME\n.Nm procbench\n"
		      ".Nd measure the cost of creating a process\n.Sh SYNOPSIS\n");
	for (size_t i = 0; i < verb_count; i++) {
		text_add(out, ".Nm\n.Ar");
		add_argument(out, verb_table[i].operands);
		text_add_char(out, '\n');
	}
	text_add(out, ".Sh DESCRIPTION\n.Nm\nmeasures what it costs to create a process or thread, "
		      "from a parent in a stated\ncondition, with an error bar that comes\nfrom "
		      "between fresh launches of that parent.\n.Bl -tag -width Ds\n");
	for (size_t i = 0; i < verb_count; i++)
		add_command(out, &verb_table[i]);
	text_add(out, ".El\n");
}

static void add_formats(struct text *out)
{
	size_t count;
	const struct report_format *formats = report_formats(&count);

	text_add(out, ".Ss Formats\n.Bl -tag -width Ds\n");
	for (size_t i = 0; i < count; i++)
		add_item(out, formats[i].name, formats[i].summary);
	text_add(out, ".El\n");
}

static void add_exits(struct text *out)
{
	text_add(out, ".Sh EXIT STATUS\n.Bl -tag -width Ds\n");
	for (size_t i = 0; i < exit_count; i++) {
		text_printf(out, ".It %s\n", exit_table[i].status);
		add_prose(out, exit_table[i].meaning);
	}
	text_add(out, ".El\n");
}

static void add_tail(struct text *out)
{
	text_add(out,
		 ".Sh EXAMPLES\nWhat a fork costs, with ten thousand samples:\n.Pp\n"
		 ".Dl procbench fork \\-\\-iters 10000\n.Pp\n"
		 "How it grows with the parent's memory, and what does not:\n.Pp\n"
		 ".Dl procbench fork vfork posix_spawn \\-\\-rss 1M..1G*4\n.Pp\n"
		 "Whether a new build of a program starts more slowly:\n.Pp\n"
		 ".Dl procbench duel posix_spawn:exec=./old posix_spawn:exec=./new "
		 "\\-\\-margin 2%\n"
		 ".Sh SEE ALSO\n.Xr clone 2 ,\n.Xr fork 2 ,\n.Xr vfork 2 ,\n.Xr posix_spawn 3 ,\n"
		 ".Xr pthread_create 3\n");
}

void manual_man(struct text *out)
{
	add_head(out);
	add_cases(out);
	add_options(out);
	add_formats(out);
	add_exits(out);
	add_tail(out);
}
