/* config: the command line as typed values. */
#define _GNU_SOURCE
#include "config.h"

#include "options.h"

#include "procbench/base/suggest.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#define OPTIONS_MAX 64

/* The limit of a run without --time, until every case has an interval. */
#define TIME_MOST_NS UINT64_C(60000000000)

/*
 * The limits of a command that counts, in the guest's clock: an answer within 30 s, and for a duel
 * the launches that it needs.
 */
#define COUNT_NS      UINT64_C(2000000000)
#define COUNT_DUEL_NS UINT64_C(3000000000)

/* Values of getopt_long: an index in the option table, or a key. */
enum { FIRST_OPTION = 256, FIRST_KEY = 512 };

/* Long options have two spellings, with hyphens and with underscores. */
#define NAME_BYTES 32

struct getopt_tables {
	struct option longs[2 * (OPTIONS_MAX + 2 * KEY_COUNT) + 1];
	const char *names[OPTIONS_MAX + 2 * KEY_COUNT];
	char others[OPTIONS_MAX + 2 * KEY_COUNT][NAME_BYTES];
	struct key_option key_names[KEY_COUNT];
	char shorts[2 * OPTIONS_MAX + 2];
	size_t count, long_count;
};

/* False: it has none. */
static bool swap_separators(char other[NAME_BYTES], const char *name)
{
	bool has_any = false;
	size_t i;

	for (i = 0; name[i] && i + 1 < NAME_BYTES; i++) {
		other[i] = name[i] == '-' ? '_' : name[i] == '_' ? '-' : name[i];
		has_any = has_any || other[i] != name[i];
	}
	other[i] = '\0';
	return has_any;
}

static void add_long(struct getopt_tables *tables, const char *name, bool has_value, int value)
{
	char *other = tables->others[tables->count];
	struct option row = {name, has_value ? required_argument : no_argument, NULL, value};

	tables->names[tables->count++] = name;
	tables->longs[tables->long_count++] = row;
	if (!swap_separators(other, name))
		return;
	row.name = other;
	tables->longs[tables->long_count++] = row;
}

/* The name that is used in a case, and that of an earlier version. */
static void add_key_names(struct getopt_tables *tables, enum key key)
{
	const char *old = keys_old_name(key);

	tables->key_names[key] = keys_option(key);
	add_long(tables, tables->key_names[key].name, true, FIRST_KEY + (int)key);
	if (old)
		add_long(tables, old, true, FIRST_KEY + (int)key);
}

static void make_tables(struct getopt_tables *tables)
{
	char *letter = tables->shorts;

	tables->count = tables->long_count = 0;
	*letter++ = ':'; /* distinguishes a missing value from an unknown option */
	for (size_t i = 0; i < option_count; i++) {
		add_long(tables, option_table[i].name, option_table[i].value,
			 FIRST_OPTION + (int)i);
		if (!option_table[i].letter)
			continue;
		*letter++ = option_table[i].letter;
		if (option_table[i].value)
			*letter++ = ':';
	}
	for (int key = 0; key < KEY_COUNT; key++)
		add_key_names(tables, (enum key)key);
	*letter = '\0';
	tables->longs[tables->long_count] = (struct option){0};
}

/* "--exce=x" is unknown as "--exce", and "-xq" as "-x". */
static int unknown_option(const struct getopt_tables *tables, const char *word, struct error *error)
{
	char name[64], phrase[96] = "";
	size_t length = strcspn(word, "=");
	const char *nearest;

	if (strncmp(word, "--", 2) != 0)
		return error_set(error, EINVAL, "unknown option '-%c' (see 'procbench --help')",
				 optopt);
	snprintf(name, sizeof(name), "%.*s", (int)length, word);
	nearest = suggest_nearest(name + 2, tables->names, tables->count);
	if (optopt > 0 && word[length] == '=') /* getopt knows it */
		return error_set(error, EINVAL, "option '%s' takes no value", name);
	if (nearest)
		snprintf(phrase, sizeof(phrase), " (did you mean '--%s'?)", nearest);
	return error_set(error, EINVAL, "unknown option '%s'%s", name,
			 *phrase ? phrase : " (see 'procbench --help')");
}

static const struct option_info *option_of(int value)
{
	if (value >= FIRST_OPTION)
		return &option_table[value - FIRST_OPTION];
	for (size_t i = 0; i < option_count; i++)
		if (option_table[i].letter == value)
			return &option_table[i];
	return NULL;
}

static int set_key_list(struct config *config, int key, const char *value, struct error *error)
{
	char *copy = strdup(value);

	if (!copy)
		return error_set(error, ENOMEM, "out of memory");
	free(config->key_lists[key]);
	config->key_lists[key] = copy;
	return 0;
}

static int given_twice(const char *name, const char *hint, struct error *error)
{
	return error_set(error, EINVAL, "option '--%s' is given twice%s", name, hint);
}

static int take_key(struct config *config, int key, const char *value, struct error *error)
{
	if (config->key_lists[key])
		return given_twice(keys_option((enum key)key).name,
				   " (separate its values by commas)", error);
	return set_key_list(config, key, value, error);
}

static int take_option(struct config *config, const struct option_info *option, const char *value,
		       struct error *error)
{
	uint64_t bit = UINT64_C(1) << (option - option_table);

	if (config->given & bit && option->value && option->kind != OPTION_LIST)
		return given_twice(option->name, "", error);
	config->given |= bit;
	if (option_take(option, config, value, error) < 0)
		return error_prefix(error, "option '--%s'", option->name);
	return 0;
}

/* `word` is the last argument read: the value, if it is an argument of its own. */
static int take(struct config *config, int value, const char *word, struct error *error)
{
	const struct option_info *option = value < FIRST_KEY ? option_of(value) : NULL;
	struct key_option key = keys_option((enum key)(value < FIRST_KEY ? 0 : value - FIRST_KEY));
	const char *name = option ? option->name : key.name;

	if (optarg && optarg == word && strncmp(optarg, "--", 2) == 0)
		return error_set(error, EINVAL,
				 "option '--%s' needs a value (write --%s=%s if that is the value)",
				 name, name, optarg);
	if (!option)
		return take_key(config, value - FIRST_KEY, optarg, error);
	config->short_help = config->short_help || value == 'h';
	return take_option(config, option, optarg, error);
}

static int read_options(struct config *config, int argc, char **argv, struct error *error)
{
	static struct getopt_tables tables;
	int value, status = 0;

	make_tables(&tables); /* called once per group of operands */
	opterr = 0;
	optind = 0; /* makes glibc start again */
	while (status == 0) {
		const char *word;

		optopt = 0;
		value = getopt_long(argc, argv, tables.shorts, tables.longs, NULL);
		if (value == -1)
			break;
		word = argv[optind - 1];
		if (value == ':')
			status = error_set(error, EINVAL, "option '%s' needs a value", word);
		else if (value == '?')
			status = unknown_option(&tables, word, error);
		else
			status = take(config, value, word, error);
	}
	config->operands = argv + optind;
	config->operand_count = (size_t)(argc - optind);
	return status;
}

/* The command after `--`, which every case executes. */
static int read_command(struct config *config, int argc, char **argv, struct error *error)
{
	struct text command = {0}, list = {0};
	int status = -ENOMEM;

	for (int i = 0; i < argc; i++) {
		if (i > 0)
			text_add_char(&command, ' ');
		keys_add_word(&command, argv[i]);
	}
	for (const char *c = text_string(&command); *c; c++) {
		if (*c == ',')
			text_add_char(&list, '\\');
		text_add_char(&list, *c);
	}
	if (argc == 0)
		status = error_set(error, EINVAL, "no command after '--'");
	else if (config->key_lists[KEY_EXEC])
		status = error_set(error, EINVAL,
				   "option '--exec' and '-- COMMAND' cannot be combined");
	else if (!command.failed && !list.failed)
		status = set_key_list(config, KEY_EXEC, text_string(&list), error);
	text_free(&command);
	text_free(&list);
	return status;
}

static int take_defaults(struct config *config, struct error *error)
{
	int status = 0;

	*config = (struct config){.floor = true, .filter = true};
	for (size_t i = 0; i < option_count && status == 0; i++)
		if (option_table[i].default_value)
			status = option_take(&option_table[i], config,
					     option_table[i].default_value, error);
	if (getrandom(&config->run.seed, sizeof(config->run.seed), 0) < 0)
		config->run.seed = (uint64_t)(uintptr_t)config; /* an address chosen by ASLR */
	config->run.seed >>= 32;                                /* short enough to retype */
	return status;
}

/* More operands and options, after the -- in argv[0]. */
static int read_second_group(struct config *config, int argc, char **argv, struct error *error)
{
	char **first = config->operands;
	size_t first_count = config->operand_count;
	int status = read_options(config, argc, argv, error);

	config->after = config->operands;
	config->after_count = config->operand_count;
	config->operands = first;
	config->operand_count = first_count;
	return status;
}

/*
 * Seconds of a guest that counts are 10^9 instructions, and take several of this machine; the fewer
 * are needed as no other load disturbs them.
 */
static void take_count_defaults(struct config *config)
{
	if (!option_is_given(config, "time"))
		config->run.time_ns = verb_find(config)->set & VERB_DUEL ? COUNT_DUEL_NS : COUNT_NS;
	if (!option_is_given(config, "precision"))
		config->run.precision = 0.001;
	if (!option_is_given(config, "seed"))
		config->run.seed = 1;
	if (!option_is_given(config, "margin"))
		config->margin = COMPARE_COUNT_MARGIN;
}

/* What a round may take longer than was expected of it. */
static uint64_t hard_time_ns(uint64_t time_ns)
{
	return time_ns + time_ns / 4 + UINT64_C(500000000);
}

/* `help --OPTION` is about the option. */
static bool is_help_on_option(int argc, char **argv)
{
	return argc == 3 && strcmp(argv[1], "help") == 0 && strncmp(argv[2], "--", 2) == 0 &&
	       argv[2][2] && strcmp(argv[2], "--help") != 0;
}

int config_read(struct config *config, int argc, char **argv, struct error *error)
{
	int options = argc, status = take_defaults(config, error);

	if (is_help_on_option(argc, argv)) {
		config->operands = argv + 1;
		config->operand_count = 2;
		return status;
	}
	for (int i = argc - 1; i > 0; i--)
		if (strcmp(argv[i], "--") == 0)
			options = i;
	if (status == 0)
		status = read_options(config, options, argv, error);
	config->guest.count = config->guest.count || config->guest.profile;
	config->run.warmup_fixed = option_is_given(config, "warmup");
	if (config->guest.count)
		take_count_defaults(config);
	if (option_is_given(config, "time"))
		config->run.hard_ns = hard_time_ns(config->run.time_ns);
	else
		config->run.time_most_ns = TIME_MOST_NS;
	if (status < 0 || options == argc || config->help || config->version)
		return status;
	if (verb_find(config)->set & VERB_COMMAND) {
		config->after = argv + options + 1;
		config->after_count = (size_t)(argc - options - 1);
		return 0;
	}
	if (!(verb_find(config)->set & VERB_TWO_GROUPS))
		return read_command(config, argc - options - 1, argv + options + 1, error);
	return read_second_group(config, argc - options, argv + options, error);
}

void config_free(struct config *config)
{
	for (int key = 0; key < KEY_COUNT; key++)
		free(config->key_lists[key]);
	free(config->exports.items);
	free(config->tags.items);
	free(config->asserts.items);
	free(config->bless.items);
	*config = (struct config){0};
}
