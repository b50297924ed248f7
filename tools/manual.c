/*
 * manual: the man page and the completions of bash, zsh and fish, from the program's own tables.
 *
 *     manual man|bash|zsh|fish     writes one of them to standard output
 *
 * Built and run by make; not installed.
 */
#include "../src/cli/options.h"
#include "../src/cli/verbs.h"

#include "procbench/base/keys.h"
#include "procbench/base/version.h"
#include "procbench/methods/method.h"
#include "procbench/report/report.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define LINE_COLUMNS 78

/* ---- what the shells are told of ---- */

/* What a value can be: words separated by blanks, or "" where it is free, or a file. */
static void value_words(struct text *words, const char *name, const char *value)
{
	size_t count;
	const struct report_format *formats = report_formats(&count);

	if (strcmp(name, "format") == 0)
		for (size_t i = 0; i < count; i++)
			text_printf(words, "%s%s", i ? " " : "", formats[i].name);
	else if (value && strcmp(value, "WHEN") == 0)
		text_add(words, "auto on off");
	else if (value && strchr(value, '|'))
		for (const char *s = value; *s; s++)
			text_add_char(words, *s == '|' ? ' ' : *s);
}

static bool wants_file(const char *value)
{
	return value && (strcmp(value, "FILE") == 0 || strcmp(value, "PATH") == 0);
}

/* Each option, then each key as one. */
static void each_option(struct text *out,
			void (*add)(struct text *out, const char *name, char letter,
				    const char *value, const char *help))
{
	for (size_t i = 0; i < option_count; i++)
		add(out, option_table[i].name, option_table[i].letter, option_table[i].value,
		    option_table[i].help);
	for (int key = 0; key < KEY_COUNT; key++)
		add(out, key_table[key].name, 0, key_table[key].value, key_table[key].help);
}

/* The words that may stand first, separated by blanks: verbs and methods. */
static void first_words(struct text *out)
{
	size_t count;
	const struct method *const *methods = method_list(&count);

	for (size_t i = 0; i < verb_count; i++)
		if (verb_table[i].name)
			text_printf(out, "%s ", verb_table[i].name);
	for (size_t i = 0; i < count; i++)
		text_printf(out, "%s%s", i ? " " : "", methods[i]->name);
}

/* ---- bash ---- */

static void bash_name(struct text *out, const char *name, char letter, const char *value,
		      const char *help)
{
	(void)letter;
	(void)value;
	(void)help;
	text_printf(out, " --%s", name);
}

static void bash_value(struct text *out, const char *name, char letter, const char *value,
		       const char *help)
{
	struct text words = {0};

	(void)help;
	value_words(&words, name, value);
	if (!value)
		return;
	text_printf(out, "\t--%s", name);
	if (letter)
		text_printf(out, " | -%c", letter);
	if (words.length > 0)
		text_printf(out, ") mapfile -t COMPREPLY < <(compgen -W '%s' -- \"$word\") ;;\n",
			    text_string(&words));
	else if (wants_file(value))
		text_add(out, ") mapfile -t COMPREPLY < <(compgen -f -- \"$word\") ;;\n");
	else
		text_add(out, ") COMPREPLY=() ;;\n");
	text_free(&words);
}

static void add_bash(struct text *out)
{
	text_add(out, "# bash completion for procbench; generated.\n\n_procbench() {\n"
		      "\tlocal word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}\n"
		      "\tcase $before in\n");
	each_option(out, bash_value);
	text_add(out, "\t*)\n\t\tif [[ $word == -* ]]; then\n"
		      "\t\t\tmapfile -t COMPREPLY < <(compgen -W '");
	each_option(out, bash_name);
	text_add(out, "' -- \"$word\")\n"
		      "\t\telif [[ ${COMP_WORDS[1]} == @(report|compare) && $COMP_CWORD -gt 1 ]]; "
		      "then\n"
		      "\t\t\tmapfile -t COMPREPLY < <(compgen -f -- \"$word\")\n"
		      "\t\telse\n\t\t\tmapfile -t COMPREPLY < <(compgen -W '");
	first_words(out);
	text_add(out, "' -- \"$word\")\n\t\tfi\n\t\t;;\n\tesac\n}\n"
		      "complete -F _procbench procbench\n");
}

/* ---- fish ---- */

/* In single quotes, where \ and ' alone have a meaning. */
static void add_quoted(struct text *out, const char *words)
{
	text_add_char(out, '\'');
	for (; *words; words++) {
		if (*words == '\'' || *words == '\\')
			text_add_char(out, '\\');
		text_add_char(out, *words);
	}
	text_add_char(out, '\'');
}

static void fish_option(struct text *out, const char *name, char letter, const char *value,
			const char *help)
{
	struct text words = {0};

	value_words(&words, name, value);
	text_printf(out, "complete -c procbench -l %s", name);
	if (letter)
		text_printf(out, " -s %c", letter);
	if (value)
		text_add(out, wants_file(value) ? " -r -F" : " -x");
	if (words.length > 0) {
		text_add(out, " -a ");
		add_quoted(out, text_string(&words));
	}
	text_add(out, " -d ");
	add_quoted(out, help);
	text_add_char(out, '\n');
	text_free(&words);
}

static void fish_word(struct text *out, const char *name, const char *summary, bool first)
{
	text_printf(out, "complete -c procbench%s -a %s -d ",
		    first ? " -n __fish_use_subcommand" : "", name);
	add_quoted(out, summary);
	text_add_char(out, '\n');
}

static void add_fish(struct text *out)
{
	size_t count;
	const struct method *const *methods = method_list(&count);

	text_add(out, "# fish completion for procbench; generated.\n"
		      "complete -c procbench -n 'not __fish_seen_subcommand_from report compare' "
		      "-f\n");
	for (size_t i = 0; i < verb_count; i++)
		if (verb_table[i].name)
			fish_word(out, verb_table[i].name, verb_table[i].summary, true);
	for (size_t i = 0; i < count; i++)
		fish_word(out, methods[i]->name, methods[i]->summary, false);
	each_option(out, fish_option);
}

/* ---- zsh ---- */

/* In single quotes, inside the brackets of _arguments, where : and ] have a meaning too. */
static void add_described(struct text *out, const char *words)
{
	for (; *words; words++) {
		if (*words == '\'')
			text_add(out, "'\\'");
		else if (strchr("[]:\\", *words))
			text_add_char(out, '\\');
		text_add_char(out, *words);
	}
}

static void zsh_option(struct text *out, const char *name, char letter, const char *value,
		       const char *help)
{
	struct text words = {0};

	value_words(&words, name, value);
	text_add(out, "\t'");
	if (letter)
		text_printf(out, "(-%c)", letter);
	text_printf(out, "*--%s%s[", name, value ? "=" : "");
	add_described(out, help);
	text_add_char(out, ']');
	if (value)
		text_add(out, ":value:");
	if (words.length > 0)
		text_printf(out, "(%s)", text_string(&words));
	else if (wants_file(value))
		text_add(out, "_files");
	text_add(out, "' \\\n");
	text_free(&words);
}

static void add_zsh(struct text *out)
{
	text_add(out, "#compdef procbench\n# zsh completion for procbench; generated.\n\n"
		      "_arguments -s \\\n");
	each_option(out, zsh_option);
	text_add(out, "\t'1:verb or case:(");
	first_words(out);
	text_add(out, ")' \\\n\t'*:case or file:_files'\n");
}

/* ---- the man page ---- */

/* What roff would take for its own, also at the beginning of a line, which any word may come to. */
static void add_roff(struct text *out, const char *words)
{
	for (const char *s = words; *s; s++) {
		if (*s == '\\')
			text_add(out, "\\e");
		else if (*s == '\'')
			text_add(out, "\\(aq");
		else if (*s == '-')
			text_add(out, "\\-");
		else if (*s == '.' && (s == words || s[-1] == ' '))
			text_add(out, "\\&.");
		else
			text_add_char(out, *s);
	}
}

static void add_item(struct text *out, const char *name, const char *help, const char *fallback)
{
	struct text words = {0};

	text_add(out, ".It ");
	add_roff(out, name);
	text_add_char(out, '\n');
	add_roff(&words, help);
	if (fallback && *fallback) {
		text_add(&words, " (");
		add_roff(&words, fallback);
		text_add_char(&words, ')');
	}
	text_add_wrapped(out, text_string(&words), 0, 0, LINE_COLUMNS);
	text_free(&words);
}

static void begin_list(struct text *out, const char *section)
{
	text_printf(out, ".Sh %s\n.Bl -tag -width Ds\n", section);
}

static void man_option(struct text *out, const struct option_info *option)
{
	struct text name = {0};

	if (option->letter)
		text_printf(&name, "-%c, ", option->letter);
	text_printf(&name, "--%s", option->name);
	if (option->value)
		text_printf(&name, " %s", option->value);
	add_item(out, text_string(&name), option->help, option->fallback);
	text_free(&name);
}

static void man_head(struct text *out)
{
	text_add(out, ".Dd $Mdocdate$\n.Dt PROCBENCH 1\n.Os\n.Sh NAME\n.Nm procbench\n"
		      ".Nd what it costs to create a process\n.Sh SYNOPSIS\n");
	for (size_t i = 0; i < verb_count; i++) {
		text_add(out, ".Nm\n");
		add_roff(out, verb_table[i].operands);
		text_add_char(out, '\n');
	}
	text_add(out,
		 ".Sh DESCRIPTION\n.Nm\nmeasures what creating a process costs, from a parent "
		 "in a stated condition.\nA CASE is METHOD[:KEY=VALUE[,KEY=VALUE...]], such as "
		 "fork:rss=64M.\n.Bl -tag -width Ds\n");
	for (size_t i = 0; i < verb_count; i++)
		add_item(out, verb_table[i].operands, verb_table[i].summary, NULL);
	text_add(out, ".El\n");
}

static void man_lists(struct text *out)
{
	size_t count;
	const struct method *const *methods = method_list(&count);
	const struct report_format *formats;

	begin_list(out, "METHODS");
	for (size_t i = 0; i < count; i++)
		add_item(out, methods[i]->name, methods[i]->summary, NULL);
	text_add(out, ".El\n");
	begin_list(out, "KEYS");
	for (int key = 0; key < KEY_COUNT; key++) {
		struct text name = {0};

		text_printf(&name, "%s=%s", key_table[key].name, key_table[key].value);
		add_item(out, text_string(&name), key_table[key].help, key_table[key].fallback);
		text_free(&name);
	}
	text_add(out, ".El\n.Pp\nEach is an option too, for all cases that do not set it.\n");
	begin_list(out, "OPTIONS");
	for (size_t i = 0; i < option_count; i++)
		man_option(out, &option_table[i]);
	text_add(out, ".El\n");
	formats = report_formats(&count);
	begin_list(out, "FORMATS");
	for (size_t i = 0; i < count; i++)
		add_item(out, formats[i].name, formats[i].summary, formats[i].ending);
	text_add(out, ".El\n");
}

static void add_man(struct text *out)
{
	man_head(out);
	man_lists(out);
	text_add(out,
		 ".Sh EXIT STATUS\n.Bl -tag -width Ds\n"
		 ".It 0\nmeasured; no regression\n"
		 ".It 1\na regression, a claim refuted, or (doctor \\-\\-strict) a disturbance\n"
		 ".It 2\nwrong usage, or a file that cannot be read or written\n"
		 ".It 3\ninconclusive\n"
		 ".It 4\na case could not be measured\n"
		 ".It 128+N\nended by signal N; what was done is saved\n.El\n"
		 ".Sh EXAMPLES\n.Dl procbench fork vfork posix_spawn\n"
		 ".Dl procbench duel fork fork:vmas=8 \\-\\-margin 2%\n");
}

int main(int argc, char **argv)
{
	static const struct {
		const char *name;
		void (*add)(struct text *out);
	} kinds[] = {{"man", add_man}, {"bash", add_bash}, {"zsh", add_zsh}, {"fish", add_fish}};
	struct text out = {0};

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (argc == 2 && strcmp(argv[1], kinds[i].name) == 0)
			kinds[i].add(&out);
	if (out.length == 0 || out.failed)
		return 2;
	return fwrite(out.data, 1, out.length, stdout) == out.length && fflush(stdout) == 0 ? 0 : 2;
}
