/* history_formats: the writers of a history. */
#include "history_formats.h"

#include <string.h>

history_writer *history_writer_of(const char *format)
{
	static const struct {
		const char *name;
		history_writer *write;
	} writers[] = {
		{"table", history_write_table}, {"csv", history_write_csv},
		{"json", history_write_json},   {"markdown", history_write_markdown},
		{"html", history_write_html},
	};

	for (size_t i = 0; i < sizeof(writers) / sizeof(writers[0]); i++)
		if (strcmp(writers[i].name, format) == 0)
			return writers[i].write;
	return NULL;
}
