/* verbs: the table of commands. */
#include "verbs.h"

#include "options.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

const struct verb verb_table[] = {
	{NULL, "CASE... [options] [-- COMMAND ARG...]", "measure these cases, interleaved",
	 "procbench fork vfork posix_spawn --rss 1M..1G*4", verb_measure, VERB_MEASURE, NULL},
	{"duel", "duel CASE_A CASE_B [options]",
	 "is B slower than A? regression, no regression or inconclusive",
	 "procbench duel posix_spawn:exec=./old posix_spawn:exec=./new --margin 2%", verb_duel,
	 VERB_DUEL, NULL},
	{"compare", "compare OLD NEW | compare OLD... -- NEW...",
	 "is NEW slower than OLD? as duel, for saved results, case by case",
	 "procbench compare old.json new.json --margin 2%", verb_compare, VERB_COMPARE, NULL},
	{"report", "report FILE...", "show saved results in any format (-: standard input)",
	 "procbench report result.json --format markdown", verb_report, VERB_REPORT, NULL},
	{"replay", "replay FILE",
	 "measure the calls of an observed program, and what would replace them",
	 "procbench replay seen.json --instead posix_spawn", verb_replay, VERB_REPLAY, NULL},
	{"fleet", "fleet FILE|DIR...",
	 "compare hosts by their saved results: ranks, outliers and sources of variance",
	 "procbench fleet results --by kernel --strict", verb_fleet, VERB_FLEET,
	 "table, csv, json, markdown and html"},
	{"history", "history DIR [CASE...]",
	 "find changes in a folder of saved results, with their commits",
	 "procbench history results --gate", verb_history, VERB_HISTORY,
	 "table, csv, json, markdown and html"},
	{"observe", "observe [options] -- COMMAND ARG... | observe --pid PID",
	 "find which processes and threads a program creates, and by which calls",
	 "procbench observe --export seen.json -- python3 app.py", verb_observe, VERB_OBSERVE,
	 "table, csv, json, markdown and html"},
	{"list", "list",
	 "list methods, keys, flags and formats, and what this "
	 "machine supports",
	 "procbench list", verb_list, VERB_LIST, "table and json"},
	{"doctor", "doctor", "find sources of measurement noise and how to fix them",
	 "procbench doctor --strict", verb_doctor, VERB_DOCTOR, "table, csv and json"},
	{"claims", "claims [NAME...]",
	 "test textbook claims about fork, vfork, exec and clone on this machine",
	 "procbench claims --format markdown", verb_claims, VERB_CLAIMS,
	 "table, json, markdown and html"},
	{"reproduce", "reproduce [NAME...|all]",
	 "repeat published measurements on this machine; without a name, list them",
	 "procbench reproduce all", verb_reproduce, VERB_REPRODUCE, "table and json"},
	{"help", "help [WORD]", "explain a command, method, key or option, or everything",
	 "procbench help duel", verb_help, VERB_HELP, NULL},
	{"version", "version", "show the version", "procbench version", verb_version, VERB_VERSION,
	 NULL},
};

const size_t verb_count = sizeof(verb_table) / sizeof(verb_table[0]);

const struct verb *verb_named(const char *name)
{
	for (size_t i = 0; i < verb_count; i++)
		if (verb_table[i].name && strcmp(verb_table[i].name, name) == 0)
			return &verb_table[i];
	return NULL;
}

const struct verb *verb_find(const struct config *config)
{
	const struct verb *verb =
		config->operand_count > 0 ? verb_named(config->operands[0]) : NULL;

	return verb ? verb : &verb_table[0];
}

/* What follows a name in "a, b and c" when `left` more names come. */
static const char *separator(size_t left)
{
	return left > 1 ? ", " : left == 1 ? " and " : "";
}

static int refuse(const struct verb *verb, const char *option, enum verb_set owners,
		  struct error *error)
{
	char names[128] = "";
	size_t left = 0;

	if (verb->name)
		return error_set(error, EINVAL,
				 "'%s' does not support option '--%s' (see 'procbench %s --help')",
				 verb->name, option, verb->name);
	for (size_t i = 0; i < verb_count; i++)
		left += verb_table[i].name && verb_table[i].set & owners;
	for (size_t i = 0; i < verb_count; i++)
		if (verb_table[i].name && verb_table[i].set & owners)
			snprintf(names + strlen(names), sizeof(names) - strlen(names), "'%s'%s",
				 verb_table[i].name, separator(--left));
	return error_set(error, EINVAL, "option '--%s' applies only to %s", option, names);
}

bool verb_writes(const struct verb *verb, const char *format)
{
	size_t length = strlen(format);

	if (!verb->formats)
		return true;
	for (const char *word = verb->formats; *word; word += strspn(word, ", ")) {
		size_t end = strcspn(word, ", ");

		if (end == length && memcmp(word, format, length) == 0)
			return true;
		word += end;
	}
	return false;
}

int verb_check(const struct verb *verb, const struct config *config, struct error *error)
{
	for (size_t i = 0; i < option_count; i++)
		if (config->given & UINT64_C(1) << i && !(option_table[i].verbs & verb->set))
			return refuse(verb, option_table[i].name, option_table[i].verbs, error);
	for (int key = 0; key < KEY_COUNT; key++)
		if (config->key_lists[key] && !(OPTION_KEY_VERBS & verb->set))
			return refuse(verb, keys_option((enum key)key).name, OPTION_KEY_VERBS,
				      error);
	if (!verb_writes(verb, config->format))
		return error_set(error, EINVAL, "'%s' supports --format %s", verb->name,
				 verb->formats);
	return 0;
}
