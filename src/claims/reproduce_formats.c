/* reproduce_formats: the list of the formats of a report of reproductions. */
#include "reproduce_formats.h"

#include <string.h>

static const struct reproduce_format formats[] = {
	{"table", reproduce_write_table},
	{"json", reproduce_write_json},
};

const struct reproduce_format *reproduce_format_named(const char *name)
{
	for (size_t i = 0; i < sizeof(formats) / sizeof(formats[0]); i++)
		if (strcmp(formats[i].name, name) == 0)
			return &formats[i];
	return NULL;
}
