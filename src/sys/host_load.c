/* host_load: processor frequency, mitigations and load. */
#define _GNU_SOURCE
#include "fact_collector.h"

#include "procbench/base/text.h"
#include "procbench/sys/host_text.h"
#include "procbench/sys/proc_text.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define CPUS     "/sys/devices/system/cpu/"
#define WATCH_NS 200000000

void host_read_turbo(struct fact_collector *sheet, const struct host_source *source)
{
	char line[64];

	if (proc_text_read_line(CPUS "intel_pstate/no_turbo", line, sizeof(line)) == 0)
		host_add_text(sheet, source->name, strcmp(line, "0") == 0 ? "on" : "off");
	else if (proc_text_read_line(CPUS "cpufreq/boost", line, sizeof(line)) == 0)
		host_add_text(sheet, source->name, strcmp(line, "0") == 0 ? "off" : "on");
	else
		host_add_missing(sheet, source->name,
				 "neither " CPUS "intel_pstate/no_turbo nor " CPUS
				 "cpufreq/boost exists");
}

/* Names of the vulnerabilities whose line begins with `detail`, joined by commas. */
void host_read_vulnerabilities(struct fact_collector *sheet, const struct host_source *source)
{
	struct dirent **entries;
	struct text names = {0};
	int count = scandir(source->path, &entries, NULL, alphasort);

	if (count < 0) {
		host_add_unread(sheet, source->name, source->path, errno);
		return;
	}
	for (int i = 0; i < count; i++) {
		char path[512], line[256];

		snprintf(path, sizeof(path), "%s/%s", source->path, entries[i]->d_name);
		if (proc_text_read_line(path, line, sizeof(line)) == 0 &&
		    strncmp(line, source->detail, strlen(source->detail)) == 0)
			text_printf(&names, "%s%s", names.length ? "," : "", entries[i]->d_name);
		free(entries[i]);
	}
	free(entries);
	if (names.failed)
		sheet->status = -ENOMEM;
	host_add_text(sheet, source->name, names.length ? text_string(&names) : "none");
	text_free(&names);
}

/* Whether page-table isolation is on, which adds overhead to each system call. */
void host_read_pti(struct fact_collector *sheet, const struct host_source *source)
{
	char line[256];

	if (host_read_source_line(sheet, source, line, sizeof(line)))
		host_add_flag(sheet, source->name, strstr(line, "PTI") != NULL);
}

void host_read_steal(struct fact_collector *sheet, const struct host_source *source)
{
	char line[256];

	if (host_read_source_line(sheet, source, line, sizeof(line)))
		host_add_number(sheet, source->name, host_text_steal_pct("", line));
}

void host_read_steal_now(struct fact_collector *sheet, const struct host_source *source)
{
	static const struct timespec pause = {0, WATCH_NS};
	char earlier[256], later[256];

	if (!host_read_source_line(sheet, source, earlier, sizeof(earlier)))
		return;
	nanosleep(&pause, NULL);
	if (host_read_source_line(sheet, source, later, sizeof(later)))
		host_add_number(sheet, source->name, host_text_steal_pct(earlier, later));
}
