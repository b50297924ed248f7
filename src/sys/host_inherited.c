/* host_inherited: what procbench was started with, and every subject and child inherits. */
#define _GNU_SOURCE
#include "fact_collector.h"

#include "procbench/base/text.h"
#include "procbench/sys/proc_text.h"

#include <errno.h>
#include <linux/sched.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

/* ---- scheduling ---- */

void host_read_nice(struct fact_collector *sheet, const struct host_source *source)
{
	int nice;

	errno = 0;
	nice = getpriority(PRIO_PROCESS, 0);
	if (errno)
		host_add_missing(sheet, source->name, "getpriority: %s", strerror(errno));
	else
		host_add_number(sheet, source->name, nice);
}

void host_read_policy(struct fact_collector *sheet, const struct host_source *source)
{
	static const char *const names[] = {
		[SCHED_OTHER] = "other", [SCHED_FIFO] = "fifo", [SCHED_RR] = "rr",
		[SCHED_BATCH] = "batch", [SCHED_IDLE] = "idle", [SCHED_DEADLINE] = "deadline",
	};
	int policy = sched_getscheduler(0), plain = policy & ~SCHED_RESET_ON_FORK;
	char unknown[32];

	if (policy < 0) {
		host_add_missing(sheet, source->name, "sched_getscheduler: %s", strerror(errno));
		return;
	}
	snprintf(unknown, sizeof(unknown), "policy %d", plain);
	host_add_text(sheet, source->name,
		      (size_t)plain < LENGTH(names) && names[plain] ? names[plain] : unknown);
}

/* ---- the environment ---- */

#define PRELOAD_FILE "/etc/ld.so.preload"

static bool is_for_the_loader(const char *variable)
{
	return strncmp(variable, "LD_", 3) == 0 || strncmp(variable, "GLIBC_TUNABLES=", 15) == 0;
}

/* Long values are truncated: their presence and beginning suffice. */
static void add_setting(struct text *settings, const char *setting)
{
	text_printf(settings, "%s%.200s", settings->length ? " " : "", setting);
}

void host_read_loader(struct fact_collector *sheet, const struct host_source *source)
{
	struct text settings = {0};
	char line[256];

	for (char **variable = environ; *variable; variable++)
		if (is_for_the_loader(*variable))
			add_setting(&settings, *variable);
	if (proc_text_read_line(PRELOAD_FILE, line, sizeof(line)) == 0 && *line) {
		add_setting(&settings, PRELOAD_FILE "=");
		text_printf(&settings, "%.200s", line);
	}
	if (settings.failed)
		sheet->status = -ENOMEM;
	else
		host_add_text(sheet, source->name,
			      settings.length ? text_string(&settings) : "none");
	text_free(&settings);
}

/* As exec copies it: the strings with their ends. */
void host_read_environment(struct fact_collector *sheet, const struct host_source *source)
{
	size_t bytes = 0;

	for (char **variable = environ; *variable; variable++)
		bytes += strlen(*variable) + 1;
	host_add_number(sheet, source->name, (double)bytes);
}
