/* observe_formats: the writers of an observation. */
#include "observe_formats.h"

#include "procbench/observe/observe_file.h"

#include <string.h>

int observe_write_json(const struct observation *observation, const struct observe_style *style,
		       struct text *out)
{
	(void)style;
	return observation_save(observation, out);
}

observe_writer *observe_writer_of(const char *format)
{
	static const struct {
		const char *name;
		observe_writer *write;
	} writers[] = {
		{"table", observe_write_table}, {"csv", observe_write_csv},
		{"json", observe_write_json},   {"markdown", observe_write_markdown},
		{"html", observe_write_html},
	};

	for (size_t i = 0; i < sizeof(writers) / sizeof(writers[0]); i++)
		if (strcmp(writers[i].name, format) == 0)
			return writers[i].write;
	return NULL;
}
