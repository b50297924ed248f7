/* manual_values: what can follow an option or a key. */
#include "manual.h"

#include "procbench/report/report.h"

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

enum manual_value manual_option_value(const struct option_info *option, struct text *words)
{
	if (!option->value)
		return MANUAL_NONE;
	if (option->kind == OPTION_FORMAT)
		add_formats(words);
	else if (option->kind == OPTION_CHOICE)
		add_alternatives(words, option->value);
	if (words->length > 0)
		return MANUAL_CHOICE;
	if (strcmp(option->value, "COMMAND") == 0)
		return MANUAL_COMMAND;
	return strcmp(option->value, "FILE") == 0 || strcmp(option->value, "DIR") == 0
		       ? MANUAL_FILE
		       : MANUAL_OTHER;
}

enum manual_value manual_key_value(enum key key, struct text *words)
{
	add_alternatives(words, key_table[key].value);
	if (words->length > 0)
		return MANUAL_CHOICE;
	return strcmp(key_table[key].value, "PATH") == 0 ? MANUAL_FILE : MANUAL_OTHER;
}
