/* manual_man: the man page, in mdoc(7). */
#include "manual.h"

#include "exits.h"
#include "manual_mdoc.h"
#include "verbs.h"

#include "procbench/base/spans.h"
#include "procbench/base/version.h"
#include "procbench/methods/clone_flags.h"
#include "procbench/methods/method.h"
#include "procbench/methods/spawn_attrs.h"
#include "procbench/report/report.h"

#include <string.h>

/* What an item of a list says, with the default behind it. */
static void add_body(struct text *out, const char *help, const char *default_value)
{
	struct text words = {0};

	text_add(&words, help);
	if (default_value && *default_value)
		text_printf(&words, " (default %s)", default_value);
	mdoc_add_prose(out, text_string(&words));
	text_free(&words);
}

static void add_item(struct text *out, const char *name, const char *summary)
{
	text_add(out, ".It Cm");
	mdoc_add_argument(out, name);
	text_add_char(out, '\n');
	mdoc_add_prose(out, summary);
}

static void begin_list(struct text *out)
{
	text_add(out, ".Bl -tag -width Ds\n");
}

static void end_list(struct text *out)
{
	text_add(out, ".El\n");
}

static void add_methods(struct text *out)
{
	size_t count;
	const struct method *const *methods = method_list(&count);

	text_add(out, ".Sh CASES AND METHODS\nA case is\n.Sm off\n.Ar method\n.Op : Ar key No = Ar "
		      "value Op , "
		      "Ar key No = Ar value ...\n.Sm on\nsuch as\n.Ql fork:rss=64M\nor\n"
		      ".Ql clone3:flags=vm+vfork .\nThe methods:\n");
	begin_list(out);
	for (size_t i = 0; i < count; i++)
		add_item(out, methods[i]->name, methods[i]->summary);
	end_list(out);
}

static void add_key(struct text *out, enum key key)
{
	text_printf(out, ".It Fl Fl %s Ar", keys_option(key).name);
	mdoc_add_argument(out, key_table[key].value);
	text_add_char(out, '\n');
	add_body(out, key_table[key].help, key_table[key].default_value);
}

static void add_keys(struct text *out)
{
	text_add(out, ".Sh KEYS\nEach is also an option for all cases that do not set it.\n"
		      "A comma list in the option multiplies the cases, as do the ranges\n"
		      ".Ql 1M..4G*4\nand\n.Ql 0..1000+100 .\n");
	begin_list(out);
	for (int key = 0; key < KEY_COUNT; key++)
		add_key(out, (enum key)key);
	end_list(out);
	text_add(out, ".Ss Values of flags\n");
	begin_list(out);
	for (size_t i = 0; i < clone_flag_count; i++)
		if (!clone_flag_table[i].never)
			add_item(out, clone_flag_table[i].name, clone_flag_table[i].summary);
	end_list(out);
	text_add(out, ".Ss Values of attr\n");
	begin_list(out);
	for (size_t i = 0; i < spawn_attr_count; i++)
		add_item(out, spawn_attr_table[i].name, spawn_attr_table[i].summary);
	end_list(out);
}

static void add_option(struct text *out, const struct option_info *option)
{
	text_add(out, ".It");
	if (option->letter)
		text_printf(out, " Fl %c ,", option->letter);
	text_printf(out, " Fl Fl %s", option->name);
	if (option->value) {
		text_add(out, " Ar");
		mdoc_add_argument(out, option->value);
	}
	text_add_char(out, '\n');
	add_body(out, option->help,
		 strstr(option->help, "(default") ? NULL : option->default_value);
}

/* Whether an earlier command has it, under which it is described. */
static bool is_described(const struct option_info *option, const struct verb *verb)
{
	for (const struct verb *earlier = verb_table; earlier < verb; earlier++)
		if (option->verbs & earlier->set)
			return true;
	return false;
}

static bool is_own(const struct option_info *option, const struct verb *verb)
{
	return option->verbs != VERB_ANY && option->verbs & verb->set;
}

static void add_described_options(struct text *out, const struct verb *verb)
{
	const char *separator = "\n.Pp\nAlso supported:\n";

	for (size_t i = 0; i < option_count; i++)
		if (is_own(&option_table[i], verb) && is_described(&option_table[i], verb)) {
			text_printf(out, "%s.Fl Fl %s", separator, option_table[i].name);
			separator = " ,\n";
		}
	if (verb->set & OPTION_KEY_VERBS && verb != verb_table)
		text_add(out, " ,\nand the keys.\n");
	else
		text_add(out, *separator == ' ' ? " .\n" : "");
}

static void add_new_options(struct text *out, const struct verb *verb)
{
	bool any = false;

	for (size_t i = 0; i < option_count; i++) {
		if (!is_own(&option_table[i], verb) || is_described(&option_table[i], verb))
			continue;
		if (!any)
			begin_list(out);
		any = true;
		add_option(out, &option_table[i]);
	}
	if (any)
		end_list(out);
}

/* What a command does, an example, and its options; those of several under the first of them. */
static void add_command(struct text *out, const struct verb *verb)
{
	text_printf(out, ".Ss %s\n", verb->name ? verb->name : "Measuring");
	mdoc_add_prose(out, verb->summary);
	text_add(out, ".Bd -literal\n");
	mdoc_add_literal(out, verb->example);
	text_add(out, "\n.Ed");
	add_described_options(out, verb);
	if (text_string(out)[out->length - 1] != '\n')
		text_add_char(out, '\n');
	add_new_options(out, verb);
}

static void add_commands(struct text *out)
{
	text_add(out, ".Sh COMMANDS AND OPTIONS\nOption names may be written with underscores.\n"
		      "Sizes take K, M, G, T (powers of 1024),\ncounts k, M (powers of 1000), "
		      "times us, ms, s.\nThe command after\n.Fl Fl\n"
		      "is what every case executes.\n");
	for (size_t i = 0; i < verb_count; i++)
		add_command(out, &verb_table[i]);
	text_add(out, ".Ss Every command\n");
	begin_list(out);
	for (size_t i = 0; i < option_count; i++)
		if (option_table[i].verbs == VERB_ANY)
			add_option(out, &option_table[i]);
	end_list(out);
}

/* An operand of several forms has a line for each. */
static void add_synopsis(struct text *out, const char *operands)
{
	while (*operands) {
		const char *bar = strstr(operands, " | ");
		struct text form = {0};

		text_add_bytes(&form, operands, bar ? (size_t)(bar - operands) : strlen(operands));
		text_add(out, ".Nm\n.Ar");
		mdoc_add_argument(out, text_string(&form));
		text_add_char(out, '\n');
		text_free(&form);
		operands = bar ? bar + 3 : "";
	}
}

static void add_head(struct text *out)
{
	text_add(out, ".\\\" generated from procbench's tables\n"
		      ".Dd " PROCBENCH_DATE "\n.Dt PROCBENCH 1\n.Os\n.Sh NAME\n.Nm procbench\n"
		      ".Nd measure the cost of process creation\n.Sh SYNOPSIS\n");
	for (size_t i = 0; i < verb_count; i++)
		add_synopsis(out, verb_table[i].operands);
	text_add(out,
		 ".Sh DESCRIPTION\n.Nm\nmeasures the time that it takes to create a process or a "
		 "thread,\nfrom a parent in a state that the user chooses:\nits memory, "
		 "mappings, descriptors, threads and so on.\nEach case is measured in many fresh "
		 "parents, interleaved with the other cases,\nand the 95% confidence "
		 "intervals are computed from\nthe variation between these parents.\n");
}

static const char table_columns[] =
	".Sh OUTPUT\nThe report goes to standard output.\n"
	"Warnings, messages and the progress bar go to standard error.\n"
	"A table has one row per case, and one unit per column:\n"
	".Bl -tag -width Ds\n"
	".It median\nthe median of the medians of the launches, with its 95% CI\n"
	".It p99 , max\nthe 99th percentile and the longest of all samples\n"
	".It vs Ar case\nthe time relative to the first case, with its 95% CI\n"
	".It x floor\nthe time relative to the minimum that this kernel allows for this kind of\n"
	"creation, with its 95% CI; more comparable between runs than times\n"
	".It mean , min\nof all samples\n.El\n.Pp\n"
	"Columns that do not fit the terminal are dropped from the right;\nthe report names them.\n"
	"With\n.Fl Fl phases ,\na second table has the spans:\n";

static void add_output(struct text *out)
{
	size_t count;
	const struct report_format *formats = report_formats(&count);

	text_add(out, table_columns);
	begin_list(out);
	for (int span = 0; span < SPAN_COUNT; span++)
		add_item(out, span_table[span].name, span_table[span].meaning);
	end_list(out);
	text_add(out, ".Pp\nThe formats; with\n.Fl Fl export ,\nthe extension of the file selects "
		      "one:\n");
	begin_list(out);
	for (size_t i = 0; i < count; i++) {
		struct text summary = {0};

		text_add(&summary, formats[i].summary);
		if (formats[i].ending)
			text_printf(&summary, " (.%s)", formats[i].ending);
		add_item(out, formats[i].name, text_string(&summary));
		text_free(&summary);
	}
	end_list(out);
}

static const char environment[] =
	".Sh ENVIRONMENT\nThe parents and their children get the environment of\n.Nm\n"
	"itself, with what the keys add to it.\n"
	".Bl -tag -width Ds\n"
	".It Ev NO_COLOR\nif set and not empty, output has no color\n"
	".It Ev PATH\nwhere programs without a slash in their name are searched, and\n"
	".Xr rsvg-convert 1\n"
	".It Ev PROCBENCH_KERNELS\nthe directory of kernels for guests\n"
	"(default:\n.Pa procbench/kernels\nin\n.Ev XDG_CACHE_HOME\nor\n.Pa ~/.cache )\n"
	".It Ev SLURMD_NODENAME , NODE_NAME\nthe default of\n.Fl Fl label\n"
	".It Ev TERM\nif it is\n.Ql dumb\nor not set, output has no color\n.El\n"
	".Sh FILES\n.Bl -tag -width Ds\n"
	".It Pa /dev/null\nstandard input and output of the parents and children; required\n"
	".It Pa /proc , /sys\nfacts about the machine, which are recorded in the result; only "
	"read\n"
	".It Pa /sys/fs/cgroup\nthe cgroups that cgroup= and into= use; into=new creates and "
	"removes "
	"one\n"
	".It Pa share/procbench/procbench-1.schema.json\nthe JSON Schema of saved results, below "
	"the installation prefix\n.El\n";

static void add_exits(struct text *out)
{
	text_add(out, ".Sh EXIT STATUS\n");
	begin_list(out);
	for (size_t i = 0; i < exit_count; i++) {
		text_printf(out, ".It %s\n", exit_table[i].status);
		mdoc_add_prose(out, exit_table[i].meaning);
	}
	end_list(out);
}

static const char examples[] =
	".Sh EXAMPLES\nThree ways to create a process, compared:\n.Pp\n"
	".Dl procbench fork vfork posix_spawn\n.Pp\n"
	"How their cost grows with the parent's memory, with pictures in\n.Pa out :\n.Pp\n"
	".Dl procbench fork vfork \\-\\-rss 1M..1G*4 \\-\\-plot out\n.Pp\n"
	"Starting a program of yours, with the phases of the child:\n.Pp\n"
	".Dl procbench posix_spawn fork \\-\\-phases \\-\\- ./program \\-\\-option\n.Pp\n"
	"Does a new build of a program start more slowly?\n.Pp\n"
	".Bd -literal -compact\n"
	"procbench duel posix_spawn:exec=./old posix_spawn:exec=./new \\e\n"
	"    \\-\\-margin 2%\n.Ed\n.Pp\n"
	"The same question about two saved runs, such as of two kernels:\n.Pp\n"
	".Dl procbench fork vfork \\-\\-export old.json\n"
	".Dl procbench compare old.json new.json\n.Pp\n"
	"Find sources of measurement noise on this machine:\n.Pp\n"
	".Dl procbench doctor\n"
	".Sh SEE ALSO\n.Xr perf 1 ,\n.Xr clone 2 ,\n.Xr fork 2 ,\n.Xr vfork 2 ,\n"
	".Xr posix_spawn 3 ,\n.Xr pthread_create 3\n";

void manual_man(struct text *out)
{
	add_head(out);
	add_commands(out);
	add_methods(out);
	add_keys(out);
	add_output(out);
	text_add(out, environment);
	add_exits(out);
	text_add(out, examples);
}
