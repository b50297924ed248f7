/* help: what --help says, made from the tables. */
#include "help.h"

#include "options.h"
#include "verbs.h"

#include "procbench/methods/method.h"
#include "procbench/methods/spawn_attrs.h"
#include "procbench/render/prose.h"

#include <string.h>

#define LINE_COLUMNS 80
#define NAME_COLUMNS 24

static void add_entry(struct text *out, const char *name, const char *help,
		      const char *default_value)
{
	struct text words = {0};
	size_t length = strlen(name);

	text_add(&words, help);
	if (default_value && *default_value)
		text_printf(&words, " (%s)", default_value);
	text_printf(out, "  %-*s", NAME_COLUMNS - 2, name);
	if (length > NAME_COLUMNS - 3)
		text_printf(out, "\n%*s", NAME_COLUMNS, "");
	prose_wrap(out, text_string(&words), NAME_COLUMNS, NAME_COLUMNS, LINE_COLUMNS);
	text_free(&words);
}

static void add_option(struct text *out, const struct option_info *option)
{
	struct text name = {0};

	if (option->letter)
		text_printf(&name, "-%c, ", option->letter);
	text_printf(&name, "--%s", option->name);
	if (option->value)
		text_printf(&name, " %s", option->value);
	add_entry(out, text_string(&name), option->help, option->default_value);
	text_free(&name);
}

static void add_keys(struct text *out)
{
	for (int key = 0; key < KEY_COUNT; key++) {
		struct text name = {0};

		text_printf(&name, "--%s %s", keys_option((enum key)key).name,
			    key_table[key].value);
		add_entry(out, text_string(&name), key_table[key].help,
			  key_table[key].default_value);
		text_free(&name);
	}
}

static void add_methods(struct text *out)
{
	size_t count;
	const struct method *const *methods = method_list(&count);

	for (size_t i = 0; i < count; i++)
		add_entry(out, methods[i]->name, methods[i]->summary, NULL);
}

static void add_attributes(struct text *out)
{
	for (size_t i = 0; i < spawn_attr_count; i++)
		add_entry(out, spawn_attr_table[i].name, spawn_attr_table[i].summary, NULL);
}

void help_add(struct text *out)
{
	text_add(out, "procbench: what it costs to create a process, from a parent in a stated "
		      "condition\n\n");
	for (size_t i = 0; i < verb_count; i++)
		text_printf(out, "  procbench %s\n      %s\n", verb_table[i].operands,
			    verb_table[i].summary);
	text_add(out, "\nA CASE is METHOD[:KEY=VALUE[,KEY=VALUE...]], such as fork:rss=64M or\n"
		      "clone3:flags=vm+vfork. Methods:\n");
	add_methods(out);
	text_add(out,
		 "\nKeys, each also an option for all cases that do not set it; a comma list "
		 "in\nthe option multiplies the cases, as do ranges (1M..4G*4, 0..1000+100):\n");
	add_keys(out);
	text_add(out, "\nWhat attr= takes, beside none:\n");
	add_attributes(out);
	text_add(out, "\nOptions:\n");
	for (size_t i = 0; i < option_count; i++)
		add_option(out, &option_table[i]);
	text_add(out, "\nSizes take K, M, G (1024), counts k, M (1000), times us, ms, s. What "
		      "follows --\nis what every case executes.\n\n"
		      "Exit status: 0 measured, 1 regression, claim refuted or (doctor --strict)\n"
		      "something disturbs, 2 wrong usage, 3 inconclusive, 4 a case could not be\n"
		      "measured, 128+N ended by signal N (what was done is saved).\n");
}
