/* formats: looking formats up in the list. */
#include "writers.h"

#include "procbench/base/suggest.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define ROW(name, ending, summary, several) {#name, ending, summary, name##_write, several},

static const struct report_format formats[] = {FORMAT_LIST(ROW)};

#define FORMAT_COUNT (sizeof(formats) / sizeof(formats[0]))

const struct report_format *report_formats(size_t *count)
{
	*count = FORMAT_COUNT;
	return formats;
}

static const char *all_names(char *names, size_t size)
{
	size_t used = 0;

	for (size_t i = 0; i < FORMAT_COUNT && used < size; i++)
		used += (size_t)snprintf(names + used, size - used, "%s%s", i ? ", " : "",
					 formats[i].name);
	return names;
}

const struct report_format *report_format_named(const char *name, struct error *error)
{
	const char *words[FORMAT_COUNT];
	char phrase[96], names[256];

	for (size_t i = 0; i < FORMAT_COUNT; i++) {
		words[i] = formats[i].name;
		if (strcmp(name, words[i]) == 0)
			return &formats[i];
	}
	suggest_phrase(phrase, sizeof(phrase), name, words, FORMAT_COUNT);
	error_set(error, EINVAL, "unknown format '%s'%s: formats are %s", name, phrase,
		  all_names(names, sizeof(names)));
	return NULL;
}

const struct report_format *report_format_for(const char *path, struct error *error)
{
	const char *slash = strrchr(path, '/'), *dot = strrchr(slash ? slash : path, '.');
	char names[256];

	for (size_t i = 0; dot && i < FORMAT_COUNT; i++)
		if (formats[i].ending && strcmp(dot + 1, formats[i].ending) == 0)
			return &formats[i];
	error_set(error, EINVAL, "unknown file extension in '%s': use FORMAT:FILE (formats are %s)",
		  path, all_names(names, sizeof(names)));
	return NULL;
}

int report_check_clock(const struct report_format *format, enum quantity clock, struct error *error)
{
	static const char *const timed[] = {"hyperfine", "google", "pyperf"};

	for (size_t i = 0; i < sizeof(timed) / sizeof(timed[0]); i++)
		if (clock != QUANTITY_TIME && strcmp(format->name, timed[i]) == 0)
			return error_set(error, EINVAL,
					 "format '%s' supports only times, not %s "
					 "(use csv, json or gobench)",
					 format->name, quantity_table[clock].noun);
	return 0;
}
