/* manual_zsh: completion for zsh, by its _arguments. */
#include "manual.h"

/* Inside '...[...]': the brackets and colons are _arguments' own, the quote is the shell's. */
static void add_quoted(struct text *out, const char *words)
{
	for (const char *c = words; *c; c++) {
		if (*c == '\'')
			text_add(out, "'\\''");
		else if (*c == '[' || *c == ']' || *c == ':' || *c == '\\')
			text_printf(out, "\\%c", *c);
		else
			text_add_char(out, *c);
	}
}

/* The commands that add what follows. */
static void add_follows(struct text *out, unsigned follows, const struct text *words)
{
	if (follows & MANUAL_JOINED)
		text_printf(out, " compset -P '*+'; compadd -S '' -- %s;", text_string(words));
	else if (follows & MANUAL_WORDS && follows & MANUAL_LISTED)
		text_printf(out, " compset -P '+'; _sequence compadd - %s;", text_string(words));
	else if (follows & MANUAL_WORDS)
		text_printf(out, " compadd%s -- %s;",
			    text_string(words)[words->length - 1] == ':' ? " -S ''" : "",
			    text_string(words));
	if (follows & MANUAL_CASES)
		text_add(out, " _procbench_case;");
	if (follows & MANUAL_FILES)
		text_add(out, " _files;");
	if (follows & MANUAL_COMMANDS)
		text_add(out, " _command_names;");
	text_add_char(out, ';');
}

static void add_branch(struct text *out, const char *pattern, unsigned follows,
		       const struct text *words)
{
	if ((follows & ~(unsigned)MANUAL_LISTED) == 0)
		return;
	text_printf(out, "\t(%s)", pattern);
	add_follows(out, follows, words);
	text_add_char(out, '\n');
}

static void add_keys(struct text *out, const char *pattern, unsigned follows,
		     const struct text *words)
{
	if (follows)
		text_printf(out, "\t(%s) keys=(%s) ;;\n", pattern, text_string(words));
}

static void add_cases(struct text *out)
{
	size_t count;
	const struct method *const *methods = method_list(&count);

	text_add(out, "_procbench_case() {\n\tlocal method=${PREFIX%%:*} rest=${PREFIX#*:} key\n"
		      "\tlocal -a keys\n\tif ! compset -P 1 '*:'; then\n\t\tcompadd --");
	for (size_t i = 0; i < count; i++)
		text_printf(out, " %s", methods[i]->name);
	text_add(out, "\n\t\treturn\n\tfi\n\tcompset -P '*,'\n"
		      "\tif [[ $PREFIX == *=* ]]; then\n\t\tkey=${PREFIX%%=*}\n"
		      "\t\tcompset -P 1 '*='\n\t\t_procbench_value $method:$key\n\t\treturn\n\tfi\n"
		      "\tcase $method in\n");
	manual_key_branches(out, add_keys);
	text_add(out, "\tesac\n\tfor key in $keys; do\n"
		      "\t\t[[ ,$rest != *,$key* ]] || keys=(${keys:#$key})\n\tdone\n"
		      "\tcompadd -S '' -- $keys\n}\n");
}

/* The value may stand behind a `=` or as the next word. */
static void add_option(struct text *out, const char *name, const char *help, const char *value,
		       const char *action)
{
	text_printf(out, "\t\t'*--%s%s[", name, value ? "=" : "");
	add_quoted(out, help);
	text_add_char(out, ']');
	if (value) {
		text_add_char(out, ':');
		add_quoted(out, value);
		text_printf(out, ": _procbench_value %s", action);
	}
	text_add(out, "'\n");
}

static void add_options(struct text *out)
{
	text_add(out, "\tlocal -a options=(\n");
	for (size_t i = 0; i < option_count; i++) {
		struct text action = {0};

		text_printf(&action, "--%s", option_table[i].name);
		add_option(out, option_table[i].name, option_table[i].help, option_table[i].value,
			   text_string(&action));
		text_free(&action);
	}
	for (int key = 0; key < KEY_COUNT; key++) {
		struct text action = {0};

		text_printf(&action, "option\\:%s", key_table[key].name);
		add_option(out, keys_option((enum key)key).name, key_table[key].help,
			   key_table[key].value, text_string(&action));
		text_free(&action);
	}
	text_add(out, "\t)\n");
}

static void add_described(struct text *out, const char *name, const char *summary)
{
	text_printf(out, "\t\t'%s:", name);
	add_quoted(out, summary);
	text_add(out, "'\n");
}

/* The commands and methods, with what they do; only the first operand can be a command. */
static void add_first_words(struct text *out)
{
	size_t count;
	const struct method *const *methods = method_list(&count);

	text_add(out, "_procbench_first() {\n\tlocal -a verbs=(\n");
	for (size_t i = 0; i < verb_count; i++)
		if (verb_table[i].name)
			add_described(out, verb_table[i].name, verb_table[i].summary);
	text_add(out, "\t) methods=(\n");
	for (size_t i = 0; i < count; i++)
		add_described(out, methods[i]->name, methods[i]->summary);
	text_add(out, "\t)\n\t_describe command verbs\n\t_describe method methods\n}\n");
}

static void add_supported(struct text *out)
{
	text_add(out, "\tcase $verb in\n");
	for (size_t i = 0; i < verb_count; i++) {
		struct text words = {0};

		manual_option_names(&verb_table[i], &words);
		text_printf(out, "\t(%s) supported=' %s ' ;;\n",
			    verb_table[i].name ? verb_table[i].name : "''", text_string(&words));
		text_free(&words);
	}
	text_add(out, "\tesac\n");
}

static const char find_place[] =
	"\tlocal verb='' word option='' command='' supported=''\n"
	"\tlocal -i count=0\n"
	"\tfor word in \"${(@)words[2,CURRENT-1]}\"; do\n"
	"\t\tif [[ -n $option ]]; then\n\t\t\toption=''\n"
	"\t\telif [[ -n $command ]]; then\n\t\t\tcommand=_files\n"
	"\t\telif [[ $word == -- ]]; then\n\t\t\tcommand=_command_names\n"
	"\t\telif [[ $word == -* ]]; then\n"
	"\t\t\t[[ $word == *=* || $flags == *\" $word \"* ]] || option=$word\n"
	"\t\telif ((count++ == 0)) && [[ $verbs == *\" $word \"* ]]; then\n"
	"\t\t\tverb=$word\n\t\tfi\n\tdone\n"
	"\tif [[ -n $command ]]; then\n"
	"\t\t[[ $verb != compare ]] || command=_files\n\t\t$command\n\t\treturn\n\tfi\n";

static const char complete[] =
	"\tfor word in $options; do\n"
	"\t\t[[ $supported == *\" ${${word#?}%%[=\\[]*} \"* ]] || options[(ie)$word]=()\n"
	"\tdone\n"
	"\t_arguments -S $options '*:operand: _procbench_operand'\n}\n"
	"if [[ $funcstack[1] == _procbench ]]; then\n\t_procbench \"$@\"\n"
	"else\n\tcompdef _procbench procbench\nfi\n";

/* The options whose values _sequence separates. */
static void add_listed(struct text *out)
{
	const char *separator = "";

	for (size_t i = 0; i < option_count; i++) {
		struct text words = {0};

		if (manual_option_value(&option_table[i], &words) & MANUAL_LISTED) {
			text_printf(out, "%s--%s", separator, option_table[i].name);
			separator = "|";
		}
		text_free(&words);
	}
}

void manual_zsh(struct text *out)
{
	text_add(out, "#compdef procbench\n"
		      "# procbench: completion for zsh, generated from procbench's tables.\n");
	text_add(out, "_procbench_value() {\n\tcase $1 in\n"
		      "\t(--export) ! compset -P 1 '*:' || { _files; return; } ;;\n"
		      "\t(");
	add_listed(out);
	text_add(out, ") ;;\n\t(*) compset -P '*,' ;;\n\tesac\n\tcase $1 in\n");
	manual_value_branches(out, "--", add_branch);
	text_add(out, "\tesac\n}\n");
	add_cases(out);
	add_first_words(out);
	text_add(out, "_procbench_operand() {\n"
		      "\tif ((count == 0)) && [[ $PREFIX != *:* ]]; then\n"
		      "\t\t_procbench_first\n\t\treturn\n\tfi\n\tcase $verb in\n");
	manual_operand_branches(out, "''", add_branch);
	text_add(out, "\tesac\n}\n");
	text_add(out, "_procbench() {\n");
	manual_add_local(out, "verbs", manual_verb_names);
	manual_add_local(out, "flags", manual_flag_names);
	add_options(out);
	text_add(out, find_place);
	add_supported(out);
	text_add(out, complete);
}
