/* help_topics: one entry of a table, explained. */
#include "help_topics.h"

#include "options.h"

#include "procbench/base/spans.h"
#include "procbench/base/suggest.h"
#include "procbench/claims/claims.h"
#include "procbench/claims/reproduce.h"
#include "procbench/methods/clone_flags.h"
#include "procbench/methods/method.h"
#include "procbench/methods/spawn_attrs.h"
#include "procbench/render/prose.h"
#include "procbench/report/report.h"
#include "procbench/shapes/shape.h"

#include <string.h>

#define LINE_COLUMNS  80
#define INDENT        2
#define LABEL_COLUMNS 14
#define TOPICS_MAX    512

/* A row of one of the tables. */
struct topic {
	const char *name;
	void (*add)(struct text *out, const void *row);
	const void *row;
};

struct topics {
	struct topic list[TOPICS_MAX];
	size_t count;
};

static void add_words(struct text *out, const char *words)
{
	text_printf(out, "%*s", INDENT, "");
	prose_wrap(out, words, INDENT, INDENT, LINE_COLUMNS);
}

static void add_labelled(struct text *out, const char *label, const char *words)
{
	if (!words || !*words)
		return;
	text_printf(out, "%*s%-*s", INDENT, "", LABEL_COLUMNS - INDENT, label);
	prose_wrap(out, words, LABEL_COLUMNS, LABEL_COLUMNS, LINE_COLUMNS);
}

static void add_method(struct text *out, const void *row)
{
	const struct method *method = row;
	const char *separator = "";
	struct text keys = {0};

	for (int key = 0; key < KEY_COUNT; key++) {
		if (!method_takes(method, (enum key)key))
			continue;
		text_printf(&keys, "%s%s", separator, key_table[key].name);
		separator = " ";
	}
	text_printf(out, "method %s\n", method->name);
	add_words(out, method->summary);
	add_labelled(out, "span call", method->call);
	add_labelled(out, "floor", method->freestanding ? NULL : method->floor);
	add_labelled(out, "keys", text_string(&keys));
	text_free(&keys);
}

/* What each word means that the key may have. */
static void add_choices(struct text *out, enum key key)
{
	const struct shape *shape = shape_table[key];
	struct keys keys = {0};

	if (key_table[key].kind != KEY_CHOICE || !shape || !shape->describe)
		return;
	for (const char *choice = key_table[key].value; *choice; keys.number[key]++) {
		size_t length = strcspn(choice, "|");
		struct text word = {0};

		text_printf(&word, "%.*s", (int)length, choice);
		add_labelled(out, text_string(&word), shape->describe(&keys).summary);
		text_free(&word);
		choice += length + (choice[length] == '|');
	}
}

static void add_methods_of(struct text *out, enum key key)
{
	struct text names = {0};

	method_add_takers(&names, key, " ");
	add_labelled(out, "methods", text_string(&names));
	text_free(&names);
}

static void add_key(struct text *out, const void *row)
{
	const struct key_info *info = row;
	enum key key = (enum key)(info - key_table);

	text_printf(out, "key %s=%s, option --%s\n", info->name, info->value,
		    keys_option(key).name);
	add_words(out, info->help);
	add_choices(out, key);
	add_labelled(out, "default", info->default_value);
	add_methods_of(out, key);
}

/* The commands that support an option, for which a case stands in the main one. */
static void add_commands(struct text *out, enum verb_set verbs)
{
	struct text names = {0};

	for (size_t i = 0; i < verb_count && verbs != VERB_ANY; i++)
		if (verb_table[i].set & verbs)
			text_printf(&names, "%s%s", names.length ? ", " : "",
				    verb_table[i].name ? verb_table[i].name : "CASE...");
	add_labelled(out, "commands", names.length ? text_string(&names) : "all");
	text_free(&names);
}

static void add_option(struct text *out, const void *row)
{
	const struct option_info *option = row;

	text_printf(out, "option --%s%s%s\n", option->name, option->value ? " " : "",
		    option->value ? option->value : "");
	add_words(out, option->help);
	if (!strstr(option->help, "(default"))
		add_labelled(out, "default", option->default_value);
	add_commands(out, option->verbs);
}

static void add_flag(struct text *out, const void *row)
{
	const struct clone_flag *flag = row;

	text_printf(out, "flag %s, as in clone3:flags=%s\n", flag->name, flag->name);
	add_words(out, flag->summary);
	add_labelled(out, "needs", flag->privilege);
	add_labelled(out, "unsupported", flag->never);
}

static void add_attribute(struct text *out, const void *row)
{
	const struct spawn_attr *attr = row;

	text_printf(out, "attribute %s, as in posix_spawn:attr=%s\n", attr->name, attr->name);
	add_words(out, attr->summary);
}

static void add_format(struct text *out, const void *row)
{
	const struct report_format *format = row;

	text_printf(out, "format %s, as in --format %s\n", format->name, format->name);
	add_words(out, format->summary);
	add_labelled(out, "files", format->ending);
}

static void add_claim(struct text *out, const void *row)
{
	const struct claim *claim = row;

	text_printf(out, "claim %s, as in procbench claims %s\n", claim->name, claim->name);
	add_words(out, claim->statement);
}

static void add_reproduction(struct text *out, const void *row)
{
	const struct reproduction *reproduction = row;

	text_printf(out, "reproduction %s, as in procbench reproduce %s\n", reproduction->name,
		    reproduction->name);
	add_words(out, reproduction->question);
	add_labelled(out, "source", reproduction->source.title);
}

static void add_span(struct text *out, const void *row)
{
	const struct span_info *span = row;

	text_printf(out, "span %s\n", span->name);
	add_words(out, span->meaning);
	add_labelled(out, "needs", span->child_side ? "--phases" : NULL);
}

static void add_topic(struct topics *topics, const char *name,
		      void (*add)(struct text *, const void *), const void *row)
{
	if (topics->count < TOPICS_MAX)
		topics->list[topics->count++] = (struct topic){name, add, row};
}

static void collect_own(struct topics *topics)
{
	for (int key = 0; key < KEY_COUNT; key++)
		add_topic(topics, key_table[key].name, add_key, &key_table[key]);
	for (size_t i = 0; i < option_count; i++)
		add_topic(topics, option_table[i].name, add_option, &option_table[i]);
	for (size_t i = 0; i < clone_flag_count; i++)
		add_topic(topics, clone_flag_table[i].name, add_flag, &clone_flag_table[i]);
	for (size_t i = 0; i < spawn_attr_count; i++)
		add_topic(topics, spawn_attr_table[i].name, add_attribute, &spawn_attr_table[i]);
}

static void collect(struct topics *topics)
{
	size_t count;
	const struct method *const *methods = method_list(&count);
	const struct report_format *formats;
	const struct claim *const *claims;
	const struct reproduction *const *reproductions;

	for (size_t i = 0; i < count; i++)
		add_topic(topics, methods[i]->name, add_method, methods[i]);
	collect_own(topics);
	for (size_t i = 0; i < SPAN_COUNT; i++)
		add_topic(topics, span_table[i].name, add_span, &span_table[i]);
	formats = report_formats(&count);
	for (size_t i = 0; i < count; i++)
		add_topic(topics, formats[i].name, add_format, &formats[i]);
	claims = claims_list(&count);
	for (size_t i = 0; i < count; i++)
		add_topic(topics, claims[i]->name, add_claim, claims[i]);
	reproductions = reproduce_list(&count);
	for (size_t i = 0; i < count; i++)
		add_topic(topics, reproductions[i]->name, add_reproduction, reproductions[i]);
}

/* "--touch-parent" and "touch_parent=4" are "touch-parent", and "fork:rss=1M" is "fork". */
static bool is_name(const char *name, const char *word)
{
	word += strspn(word, "-");
	for (; *name && *word; name++, word++)
		if (*name != *word && !(strchr("-_", *name) && strchr("-_", *word)))
			return false;
	return !*name && (!*word || *word == '=' || *word == ':');
}

/* Whether the key has the word among its values. */
static bool has_value(const struct key_info *key, const char *word)
{
	size_t length = strlen(word);

	for (const char *value = key->value; *value;) {
		size_t part = strcspn(value, "|");

		if (part == length && memcmp(value, word, length) == 0)
			return true;
		value += part + (value[part] == '|');
	}
	return false;
}

static size_t add_keys_with(struct text *out, const char *word)
{
	size_t found = 0;

	for (int key = 0; key < KEY_COUNT; key++) {
		if (!has_value(&key_table[key], word))
			continue;
		if (found++)
			text_add_char(out, '\n');
		add_key(out, &key_table[key]);
	}
	return found;
}

size_t help_add_topics(struct text *out, const char *word)
{
	struct topics topics = {0};
	size_t found = 0;

	collect(&topics);
	for (size_t i = 0; i < topics.count; i++) {
		if (!is_name(topics.list[i].name, word))
			continue;
		if (found++)
			text_add_char(out, '\n');
		topics.list[i].add(out, topics.list[i].row);
	}
	return found ? found : add_keys_with(out, word);
}

const char *help_nearest_topic(const char *word)
{
	struct topics topics = {0};
	const char *names[TOPICS_MAX];

	collect(&topics);
	for (size_t i = 0; i < topics.count; i++)
		names[i] = topics.list[i].name;
	return suggest_nearest(word + strspn(word, "-"), names, topics.count);
}
