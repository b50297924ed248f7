/* manual_zsh: completion for zsh, by its _arguments. */
#include "manual.h"

#include "verbs.h"

#include "procbench/methods/method.h"

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

static void add_action(struct text *out, const char *called, enum manual_value value,
		       const struct text *words)
{
	if (value == MANUAL_NONE)
		return;
	text_add_char(out, ':');
	add_quoted(out, called);
	text_add_char(out, ':');
	if (value == MANUAL_CHOICE)
		text_printf(out, "(%s)", text_string(words));
	else if (value == MANUAL_FILE)
		text_add(out, "_files");
	else if (value == MANUAL_COMMAND)
		text_add(out, "_command_names");
}

static void add_option(struct text *out, const char *name, const char *help, const char *called,
		       enum manual_value value, const struct text *words)
{
	text_printf(out, "\t\t'*--%s[", name);
	add_quoted(out, help);
	text_add_char(out, ']');
	add_action(out, called, value, words);
	text_add(out, "' \\\n");
}

static void add_options(struct text *out)
{
	struct text words = {0};

	for (size_t i = 0; i < option_count; i++) {
		enum manual_value value = manual_option_value(&option_table[i], &words);

		add_option(out, option_table[i].name, option_table[i].help, option_table[i].value,
			   value, &words);
		text_free(&words);
	}
	for (int key = 0; key < KEY_COUNT; key++) {
		enum manual_value value = manual_key_value((enum key)key, &words);

		add_option(out, keys_option((enum key)key).name, key_table[key].help,
			   key_table[key].value, value, &words);
		text_free(&words);
	}
}

static void add_described(struct text *out, const char *name, const char *summary)
{
	text_printf(out, "\t\t'%s:", name);
	add_quoted(out, summary);
	text_add(out, "'\n");
}

void manual_zsh(struct text *out)
{
	size_t count;
	const struct method *const *methods = method_list(&count);

	text_add(out, "#compdef procbench\n"
		      "# procbench: completion for zsh, made from procbench's own tables.\n"
		      "_procbench_cases() {\n\tlocal -a words\n\twords=(\n");
	for (size_t i = 0; i < verb_count; i++)
		if (verb_table[i].name)
			add_described(out, verb_table[i].name, verb_table[i].summary);
	for (size_t i = 0; i < count; i++)
		add_described(out, methods[i]->name, methods[i]->summary);
	text_add(out, "\t)\n\t_describe 'case or verb' words\n\t_files\n}\n"
		      "_procbench() {\n\t_arguments -S \\\n");
	add_options(out);
	text_add(out, "\t\t'*:case:_procbench_cases'\n}\n"
		      "if [[ $funcstack[1] == _procbench ]]; then\n\t_procbench \"$@\"\n"
		      "else\n\tcompdef _procbench procbench\nfi\n");
}
