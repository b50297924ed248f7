/* host_files: facts read from a line or a field of a file. */
#include "fact_collector.h"

#include "procbench/sys/proc_text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The source's path, for the CPU to measure on. */
static void make_path(char *path, size_t size, const struct fact_collector *sheet,
		      const char *pattern)
{
	const char *place = strstr(pattern, "cpuN");

	if (place)
		snprintf(path, size, "%.*scpu%d%s", (int)(place - pattern), pattern,
			 sheet->cpu < 0 ? 0 : sheet->cpu, place + 4);
	else
		snprintf(path, size, "%s", pattern);
}

/* Reads the first line of the source's file; on failure adds the reason and returns false. */
bool host_read_source_line(struct fact_collector *sheet, const struct host_source *source,
			   char *line, size_t size)
{
	char path[128];
	int status;

	make_path(path, sizeof(path), sheet, source->path);
	status = proc_text_read_line(path, line, size);
	if (status < 0)
		host_add_unread(sheet, source->name, path, status);
	return status == 0;
}

void host_read_text(struct fact_collector *sheet, const struct host_source *source)
{
	char line[256];

	if (host_read_source_line(sheet, source, line, sizeof(line)))
		host_add_text(sheet, source->name, line);
}

/* Reads a list that may be empty, such as CPUs or security modules. */
void host_read_names(struct fact_collector *sheet, const struct host_source *source)
{
	char line[256];

	if (host_read_source_line(sheet, source, line, sizeof(line)))
		host_add_text(sheet, source->name,
			      *line && strcmp(line, "(null)") != 0 ? line : "none");
}

static void add_digits(struct fact_collector *sheet, const char *name, const char *digits)
{
	char *end;
	double number = strtod(digits, &end);

	if (end == digits)
		host_add_missing(sheet, name, "'%s' is not a number", digits);
	else
		host_add_number(sheet, name, number);
}

void host_read_number(struct fact_collector *sheet, const struct host_source *source)
{
	char line[64];

	if (host_read_source_line(sheet, source, line, sizeof(line)))
		add_digits(sheet, source->name, line);
}

void host_read_switch(struct fact_collector *sheet, const struct host_source *source)
{
	char line[64];

	if (host_read_source_line(sheet, source, line, sizeof(line)))
		host_add_text(sheet, source->name, strcmp(line, "0") == 0 ? "off" : "on");
}

/* Reads the field `detail` of the source's file; on failure adds the reason and returns false. */
static bool read_field(struct fact_collector *sheet, const struct host_source *source, char *value,
		       size_t size)
{
	char text[8192];
	int status = proc_text_read(source->path, text, sizeof(text));

	if (status < 0)
		host_add_unread(sheet, source->name, source->path, status);
	else if (proc_text_copy_field(text, source->detail, value, size))
		return true;
	else
		host_add_missing(sheet, source->name, "%s has no line '%s'", source->path,
				 source->detail);
	return false;
}

void host_read_text_field(struct fact_collector *sheet, const struct host_source *source)
{
	char value[256];

	if (read_field(sheet, source, value, sizeof(value)))
		host_add_text(sheet, source->name, value);
}

void host_read_number_field(struct fact_collector *sheet, const struct host_source *source)
{
	char value[64];

	if (read_field(sheet, source, value, sizeof(value)))
		add_digits(sheet, source->name, value);
}

void host_read_kibibytes_field(struct fact_collector *sheet, const struct host_source *source)
{
	char value[64];

	if (read_field(sheet, source, value, sizeof(value)))
		host_add_number(sheet, source->name, 1024 * strtod(value, NULL));
}

/* Any value except 0 is yes. */
void host_read_flag_field(struct fact_collector *sheet, const struct host_source *source)
{
	char value[64];

	if (read_field(sheet, source, value, sizeof(value)))
		host_add_flag(sheet, source->name, strcmp(value, "0") != 0);
}

void host_read_seccomp(struct fact_collector *sheet, const struct host_source *source)
{
	static const char *const modes[] = {"none", "strict", "filter"};
	char value[64];
	int mode;

	if (!read_field(sheet, source, value, sizeof(value)))
		return;
	mode = atoi(value);
	host_add_text(sheet, source->name, mode >= 0 && mode < 3 ? modes[mode] : value);
}
