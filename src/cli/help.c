/* help: what --help and -h print, made from the tables. */
#include "help.h"

#include "exits.h"
#include "help_topics.h"
#include "options.h"
#include "output.h"
#include "verbs.h"

#include "procbench/base/suggest.h"
#include "procbench/base/version.h"
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

/* The commands that an option is for, where it is not for all of `shown`. */
static void add_owners(struct text *out, enum verb_set owners, enum verb_set shown)
{
	const char *separator = " [";

	if ((owners & shown) == shown || (owners & VERB_MEASURE) || owners == VERB_ANY)
		return;
	for (size_t i = 0; i < verb_count; i++) {
		if (!(verb_table[i].set & owners))
			continue;
		text_printf(out, "%s%s", separator, verb_table[i].name);
		separator = ", ";
	}
	text_add_char(out, ']');
}

static void add_option(struct text *out, const struct option_info *option, enum verb_set shown)
{
	struct text name = {0}, help = {0};

	if (option->letter)
		text_printf(&name, "-%c, ", option->letter);
	text_printf(&name, "--%s", option->name);
	if (option->value)
		text_printf(&name, " %s", option->value);
	text_add(&help, option->help);
	add_owners(&help, option->verbs, shown);
	/* a default that the help explains is not repeated */
	add_entry(out, text_string(&name), text_string(&help),
		  strstr(option->help, "(default") ? NULL : option->default_value);
	text_free(&name);
	text_free(&help);
}

/* The options of the commands `shown`, in their groups. */
static void add_options(struct text *out, enum verb_set shown)
{
	for (int group = 0; group < OPTION_GROUP_COUNT; group++) {
		bool first = true;

		for (size_t i = 0; i < option_count; i++) {
			const struct option_info *option = &option_table[i];

			if ((int)option->group != group || !(option->verbs & shown))
				continue;
			if (first)
				text_printf(out, "\n%s options:\n", option_group_names[group]);
			first = false;
			add_option(out, option, shown);
		}
	}
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

static void add_cases(struct text *out)
{
	text_add(out, "\nA CASE is METHOD[:KEY=VALUE[,KEY=VALUE...]], such as fork:rss=64M or\n"
		      "clone3:flags=vm+vfork. Methods:\n");
	add_methods(out);
	text_add(out,
		 "\nKeys, each also an option for all cases that do not set it; a comma list "
		 "in\nthe option multiplies the cases, as do ranges (1M..4G*4, 0..1000+100):\n");
	add_keys(out);
	text_add(out, "\nValues of attr=, beside none:\n");
	add_attributes(out);
}

static void add_units(struct text *out)
{
	text_add(out, "\nSizes take K, M, G, T (powers of 1024), counts k, M (powers of 1000), "
		      "times us,\nms, s. The command after -- is what every case executes.\n");
}

static void add_about(struct text *out)
{
	text_add(out, "procbench: measure the cost of process creation, from a parent in a state "
		      "that\nyou choose\n\n");
}

/* The whole help: commands, methods, keys and options. */
static void help_add(struct text *out)
{
	add_about(out);
	for (size_t i = 0; i < verb_count; i++) {
		text_printf(out, "  procbench %s\n      ", verb_table[i].operands);
		prose_wrap(out, verb_table[i].summary, 6, 6, LINE_COLUMNS);
	}
	add_cases(out);
	add_options(out, VERB_ANY);
	add_units(out);
	text_add(out, "\nExit status:\n");
	for (size_t i = 0; i < exit_count; i++)
		add_entry(out, exit_table[i].status, exit_table[i].meaning, NULL);
}

/* The commands alone, on one screen. */
static void help_add_short(struct text *out)
{
	add_about(out);
	for (size_t i = 0; i < verb_count; i++)
		add_entry(out, verb_table[i].name ? verb_table[i].name : "CASE...",
			  verb_table[i].summary, NULL);
	text_add(out,
		 "\nExamples:\n"
		 "  procbench fork vfork posix_spawn\n"
		 "  procbench fork --rss 1M,64M,1G\n"
		 "  procbench posix_spawn -- ./program --option\n"
		 "\n'procbench help WORD' explains a command, method, key or option, 'procbench\n"
		 "--help' all of them; 'procbench list' shows what this machine supports.\n");
}

/* One command with its options. */
static void help_add_verb(struct text *out, const struct verb *verb)
{
	text_printf(out, "procbench %s\n\n  %s\n\nExample:\n  %s\n", verb->operands, verb->summary,
		    verb->example);
	if (verb->set & VERB_MEASURE)
		add_cases(out);
	else if (verb->set & OPTION_KEY_VERBS)
		text_add(out, "\nCases and their keys, each also an option: see 'procbench "
			      "--help'.\n");
	add_options(out, verb->set);
	if (verb->set & OPTION_KEY_VERBS)
		add_units(out);
}

static bool is_case(const char *word)
{
	size_t count;
	const struct method *const *methods = method_list(&count);

	for (size_t i = 0; i < count; i++)
		if (strcspn(word, ":") == strlen(methods[i]->name) &&
		    strncmp(word, methods[i]->name, strlen(methods[i]->name)) == 0)
			return true;
	return strcmp(word, "CASE") == 0 || strcmp(word, "CASE...") == 0;
}

static int refuse_topic(const char *word)
{
	const char *names[VERB_COUNT_MAX], *nearest;
	struct text message = {0};
	size_t count = 0;

	for (size_t i = 0; i < verb_count && count < VERB_COUNT_MAX; i++)
		if (verb_table[i].name)
			names[count++] = verb_table[i].name;
	nearest = suggest_nearest(word, names, count);
	if (!nearest)
		nearest = help_nearest_topic(word);
	text_printf(&message, "no help on '%s'", word);
	if (nearest)
		text_printf(&message, " (did you mean '%s'?)", nearest);
	else
		text_add(&message, " (see 'procbench -h' and 'procbench list')");
	output_error(text_string(&message));
	text_free(&message);
	return EXIT_USAGE;
}

/* The help of a command, of what the tables have under that name, or of measuring a case. */
static int show_topic(const char *word)
{
	const struct verb *verb = verb_named(word);
	struct text text = {0};

	if (!verb && help_add_topics(&text, word) > 0)
		return output_finish(&text, EXIT_MEASURED);
	if (!verb && is_case(word))
		verb = &verb_table[0];
	if (!verb)
		return refuse_topic(word);
	help_add_verb(&text, verb);
	return output_finish(&text, EXIT_MEASURED);
}

/* `COMMAND --help` and `CASE --help`. */
static int show_command(const char *word)
{
	const struct verb *verb = verb_named(word);
	struct text text = {0};

	if (!verb && !is_case(word))
		return refuse_topic(word);
	help_add_verb(&text, verb ? verb : &verb_table[0]);
	return output_finish(&text, EXIT_MEASURED);
}

int help_show(const struct config *config)
{
	struct text text = {0};

	if (config->operand_count > 0)
		return show_command(config->operands[0]);
	if (config->short_help)
		help_add_short(&text);
	else
		help_add(&text);
	return output_finish(&text, EXIT_MEASURED);
}

int verb_help(const struct config *config)
{
	struct config topic = *config;

	if (config->operand_count > 2)
		return output_error("'help' takes one word, such as 'procbench help duel'"),
		       EXIT_USAGE;
	if (config->operand_count == 2)
		return show_topic(config->operands[1]);
	topic.operand_count = 0;
	return help_show(&topic);
}

int verb_version(const struct config *config)
{
	struct text text = {0};

	if (config->operand_count > 1)
		return output_error("'version' takes no arguments"), EXIT_USAGE;
	text_add(&text, "procbench " PROCBENCH_VERSION "\n");
	return output_finish(&text, EXIT_MEASURED);
}
