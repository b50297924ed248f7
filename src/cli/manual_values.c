/* manual_values: what can be said behind an option or a key. */
#include "manual.h"

#include "procbench/report/report.h"
#include "procbench/result/compare.h"

#include <string.h>

static void add_word(struct text *words, const char *word, size_t length)
{
	if (words->length > 0)
		text_add_char(words, ' ');
	text_add_bytes(words, word, length);
}

static void add_formats(struct text *words)
{
	size_t count;
	const struct report_format *formats = report_formats(&count);

	for (size_t i = 0; i < count; i++)
		add_word(words, formats[i].name, strlen(formats[i].name));
}

static void add_metrics(struct text *words)
{
	for (int i = 0; i < COMPARE_METRIC_COUNT; i++)
		add_word(words, compare_metrics[i], strlen(compare_metrics[i]));
}

static void add_when(struct text *words)
{
	text_add(words, "auto on off");
}

/* By what the option table calls the value. */
static const struct {
	const char *called;
	enum manual_value value;
	void (*add)(struct text *words);
} values[] = {
	{"FILE", MANUAL_FILE, NULL},       {"DIR", MANUAL_FILE, NULL},
	{"COMMAND", MANUAL_COMMAND, NULL}, {"WHEN", MANUAL_CHOICE, add_when},
	{"F", MANUAL_CHOICE, add_formats}, {"M", MANUAL_CHOICE, add_metrics},
};

enum manual_value manual_option_value(const struct option_info *option, struct text *words)
{
	if (!option->value)
		return MANUAL_NONE;
	for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++)
		if (strcmp(values[i].called, option->value) == 0) {
			if (values[i].add)
				values[i].add(words);
			return values[i].value;
		}
	return MANUAL_OTHER;
}

/* The lower-case alternatives; what is in capitals stands for something else, such as a path. */
static void add_alternatives(struct text *words, const char *alternatives)
{
	while (*alternatives) {
		size_t length = strcspn(alternatives, "|");

		if (strcspn(alternatives, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") >= length)
			add_word(words, alternatives, length);
		alternatives += length + (alternatives[length] == '|');
	}
}

enum manual_value manual_key_value(enum key key, struct text *words)
{
	add_alternatives(words, key_table[key].value);
	if (words->length > 0)
		return MANUAL_CHOICE;
	return strcmp(key_table[key].value, "PATH") == 0 ? MANUAL_FILE : MANUAL_OTHER;
}
