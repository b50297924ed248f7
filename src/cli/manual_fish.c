/* manual_fish: completion for fish. */
#include "manual.h"

#include "verbs.h"

#include "procbench/methods/method.h"

static void add_quoted(struct text *out, const char *words)
{
	text_add_char(out, '\'');
	for (const char *c = words; *c; c++) {
		if (*c == '\'' || *c == '\\')
			text_add_char(out, '\\');
		text_add_char(out, *c);
	}
	text_add_char(out, '\'');
}

static void add_option(struct text *out, const char *name, char letter, const char *help,
		       enum manual_value value, const struct text *words)
{
	text_printf(out, "complete -c procbench -l %s", name);
	if (letter)
		text_printf(out, " -s %c", letter);
	if (value == MANUAL_FILE)
		text_add(out, " -r -F");
	else if (value == MANUAL_COMMAND)
		text_add(out, " -x -a '(__fish_complete_command)'");
	else if (value != MANUAL_NONE)
		text_add(out, " -x");
	if (value == MANUAL_CHOICE) {
		text_add(out, " -a ");
		add_quoted(out, text_string(words));
	}
	text_add(out, " -d ");
	add_quoted(out, help);
	text_add_char(out, '\n');
}

static void add_word(struct text *out, const char *name, const char *summary)
{
	text_printf(out, "complete -c procbench -a %s -d ", name);
	add_quoted(out, summary);
	text_add_char(out, '\n');
}

void manual_fish(struct text *out)
{
	struct text words = {0};
	size_t count;
	const struct method *const *methods = method_list(&count);

	text_add(out, "# procbench: completion for fish, made from procbench's own tables.\n");
	for (size_t i = 0; i < verb_count; i++)
		if (verb_table[i].name)
			add_word(out, verb_table[i].name, verb_table[i].summary);
	for (size_t i = 0; i < count; i++)
		add_word(out, methods[i]->name, methods[i]->summary);
	for (size_t i = 0; i < option_count; i++) {
		enum manual_value value = manual_option_value(&option_table[i], &words);

		add_option(out, option_table[i].name, option_table[i].letter, option_table[i].help,
			   value, &words);
		text_free(&words);
	}
	for (int key = 0; key < KEY_COUNT; key++) {
		enum manual_value value = manual_key_value((enum key)key, &words);

		add_option(out, keys_option((enum key)key).name, 0, key_table[key].help, value,
			   &words);
		text_free(&words);
	}
}
