/* fleet_formats: the writers of a fleet. */
#include "fleet_formats.h"

#include <string.h>

fleet_writer *fleet_writer_of(const char *format)
{
	static const struct {
		const char *name;
		fleet_writer *write;
	} writers[] = {
		{"table", fleet_write_table}, {"csv", fleet_write_csv},
		{"json", fleet_write_json},   {"markdown", fleet_write_markdown},
		{"html", fleet_write_html},
	};

	for (size_t i = 0; i < sizeof(writers) / sizeof(writers[0]); i++)
		if (strcmp(writers[i].name, format) == 0)
			return writers[i].write;
	return NULL;
}
