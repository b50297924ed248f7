/* manual_values: what can follow an option, a key or a command, read off the tables. */
#include "manual.h"

#include "procbench/claims/claims.h"
#include "procbench/claims/reproduce.h"
#include "procbench/doctor/checks.h"
#include "procbench/methods/clone_flags.h"
#include "procbench/methods/spawn_attrs.h"
#include "procbench/report/report.h"

#include <string.h>

static void add_bytes(struct text *words, const char *word, size_t length)
{
	if (words->length > 0)
		text_add_char(words, ' ');
	text_add_bytes(words, word, length);
}

static void add_word(struct text *words, const char *word)
{
	add_bytes(words, word, strlen(word));
}

static void add_formats(struct text *words, const char *suffix)
{
	size_t count;
	const struct report_format *formats = report_formats(&count);

	for (size_t i = 0; i < count; i++) {
		add_word(words, formats[i].name);
		text_add(words, suffix);
	}
}

static void add_columns(struct text *words)
{
	const char *name;

	for (size_t i = 0; (name = report_column_name(i)); i++)
		if (*name)
			add_word(words, name);
	add_word(words, "counters");
}

/* The facts that results have; tags are not known here. */
static void add_facts(struct text *words)
{
	static const struct facts none;

	for (size_t i = 0; i < check_count; i++)
		add_word(words, check_judge(i, &none, &none).name);
}

static void add_flags(struct text *words, const struct method *method)
{
	bool any = !method ||
		   (strcmp(method->name, "clone") != 0 && strcmp(method->name, "clone3") != 0);

	for (size_t i = 0; i < clone_flag_count; i++) {
		const struct clone_flag *flag = &clone_flag_table[i];
		bool by_clone3 = !any && strcmp(method->name, "clone3") == 0;

		if (!flag->never && (any || clone_flag_is_taken(flag, by_clone3)))
			add_word(words, flag->name);
	}
}

static void add_attributes(struct text *words)
{
	for (size_t i = 0; i < spawn_attr_count; i++)
		add_word(words, spawn_attr_table[i].name);
}

/* The lower-case alternatives; what is in capitals stands for something else, such as a path. */
static void add_alternatives(struct text *words, const char *alternatives)
{
	while (*alternatives) {
		size_t length = strcspn(alternatives, "|");

		if (strcspn(alternatives, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") >= length)
			add_bytes(words, alternatives, length);
		alternatives += length + (alternatives[length] == '|');
	}
}

/* Whether FILE, DIR or PATH is what a value is called, or one of its alternatives. */
static unsigned paths_in(const char *value)
{
	static const char *const names[] = {"FILE", "DIR", "PATH"};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strstr(value, names[i]))
			return MANUAL_FILES;
	return strcmp(value, "COMMAND") == 0 ? MANUAL_COMMANDS : 0;
}

static unsigned words_in(const struct text *words)
{
	return words->length > 0 ? MANUAL_WORDS : 0;
}

unsigned manual_option_value(const struct option_info *option, struct text *words)
{
	if (!option->value)
		return 0;
	if (option->kind == OPTION_FORMAT)
		add_formats(words, "");
	else if (option->kind == OPTION_CHOICE)
		add_alternatives(words, option->value);
	else if (option->kind == OPTION_COLUMNS)
		add_columns(words);
	else if (strcmp(option->name, "by") == 0)
		add_facts(words);
	else if (strcmp(option->name, "export") == 0)
		add_formats(words, ":");
	else if (strcmp(option->name, "ablate") == 0)
		return add_flags(words, NULL), MANUAL_WORDS | MANUAL_JOINED;
	return words_in(words) | paths_in(option->value) |
	       (strchr(option->value, ',') ? MANUAL_LISTED : 0);
}

/* A NULL method: for any, as the key's option. */
static unsigned manual_key_value(enum key key, const struct method *method, struct text *words)
{
	const struct key_info *info = &key_table[key];

	if (info->kind != KEY_SET)
		add_alternatives(words, info->value);
	else if (key == KEY_FLAGS)
		add_flags(words, method);
	else
		add_attributes(words);
	return words_in(words) | paths_in(info->value) |
	       (info->kind == KEY_SET ? MANUAL_JOINED : 0);
}

static void add_claims(struct text *words)
{
	size_t count;
	const struct claim *const *claims = claims_list(&count);

	for (size_t i = 0; i < count; i++)
		add_word(words, claims[i]->name);
}

static void add_reproductions(struct text *words)
{
	size_t count;
	const struct reproduction *const *all = reproduce_list(&count);

	for (size_t i = 0; i < count; i++)
		add_word(words, all[i]->name);
	add_word(words, "all");
}

/* Some of what has help, without the words that only one other table has. */
static void add_help_topics(struct text *words)
{
	manual_verb_names(words);
	manual_method_names(words);
	for (int key = 0; key < KEY_COUNT; key++)
		add_word(words, keys_option((enum key)key).name);
	for (size_t i = 0; i < option_count; i++)
		add_word(words, option_table[i].name);
}

static unsigned manual_operand(const struct verb *verb, struct text *words)
{
	if (verb->set & OPTION_KEY_VERBS)
		return MANUAL_CASES;
	if (verb->set & (VERB_REPORT | VERB_COMPARE | VERB_FLEET | VERB_HISTORY))
		return MANUAL_FILES;
	if (verb->set & VERB_COMMAND)
		return MANUAL_COMMANDS;
	if (verb->set & VERB_CLAIMS)
		add_claims(words);
	else if (verb->set & VERB_REPRODUCE)
		add_reproductions(words);
	else if (verb->set & VERB_HELP)
		add_help_topics(words);
	return words_in(words);
}

/* The keys that a method supports, with a `=` behind each. */
static void manual_method_keys(const struct method *method, struct text *words)
{
	for (int key = 0; key < KEY_COUNT; key++)
		if (method_takes(method, (enum key)key)) {
			add_word(words, key_table[key].name);
			text_add_char(words, '=');
		}
}

void manual_verb_names(struct text *words)
{
	for (size_t i = 0; i < verb_count; i++)
		if (verb_table[i].name)
			add_word(words, verb_table[i].name);
}

void manual_method_names(struct text *words)
{
	size_t count;
	const struct method *const *methods = method_list(&count);

	for (size_t i = 0; i < count; i++)
		add_word(words, methods[i]->name);
}

static void add_option_name(struct text *words, const char *name)
{
	add_word(words, "--");
	text_add(words, name);
}

void manual_option_names(const struct verb *verb, struct text *words)
{
	for (size_t i = 0; i < option_count; i++)
		if (option_table[i].verbs & verb->set)
			add_option_name(words, option_table[i].name);
	for (int key = 0; verb->set & OPTION_KEY_VERBS && key < KEY_COUNT; key++)
		add_option_name(words, keys_option((enum key)key).name);
}

void manual_flag_names(struct text *words)
{
	for (size_t i = 0; i < option_count; i++) {
		if (option_table[i].value)
			continue;
		add_option_name(words, option_table[i].name);
		if (option_table[i].letter)
			text_printf(words, " -%c", option_table[i].letter);
	}
}

/* ---- branches ---- */

static void add_key_branch(struct text *out, const char *method_name, enum key key,
			   const struct method *method, manual_branch *add)
{
	struct text pattern = {0}, words = {0};
	unsigned follows = manual_key_value(key, method, &words);

	text_printf(&pattern, "%s:%s", method_name, key_table[key].name);
	add(out, text_string(&pattern), follows, &words);
	text_free(&pattern);
	text_free(&words);
}

/* clone and clone3 take different flags, so these come before the patterns for every method. */
void manual_value_branches(struct text *out, const char *hyphens, manual_branch *add)
{
	size_t count;
	const struct method *const *methods = method_list(&count);

	for (size_t i = 0; i < option_count; i++) {
		struct text pattern = {0}, words = {0};
		unsigned follows = manual_option_value(&option_table[i], &words);

		text_printf(&pattern, "%s%s", hyphens, option_table[i].name);
		add(out, text_string(&pattern), follows, &words);
		text_free(&pattern);
		text_free(&words);
	}
	for (size_t i = 0; i < count; i++)
		if (method_takes(methods[i], KEY_FLAGS))
			add_key_branch(out, methods[i]->name, KEY_FLAGS, methods[i], add);
	for (int key = 0; key < KEY_COUNT; key++)
		add_key_branch(out, "*", (enum key)key, NULL, add);
}

void manual_key_branches(struct text *out, manual_branch *add)
{
	size_t count;
	const struct method *const *methods = method_list(&count);

	for (size_t i = 0; i < count; i++) {
		struct text words = {0};

		manual_method_keys(methods[i], &words);
		add(out, methods[i]->name, words_in(&words), &words);
		text_free(&words);
	}
}

void manual_operand_branches(struct text *out, const char *main, manual_branch *add)
{
	for (size_t i = 0; i < verb_count; i++) {
		struct text words = {0};
		unsigned follows = manual_operand(&verb_table[i], &words);

		add(out, verb_table[i].name ? verb_table[i].name : main, follows, &words);
		text_free(&words);
	}
}

void manual_add_local(struct text *out, const char *variable, void (*add)(struct text *words))
{
	struct text words = {0};

	add(&words);
	text_printf(out, "\tlocal %s=' %s '\n", variable, text_string(&words));
	text_free(&words);
}
