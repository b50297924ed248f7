/* closing: how a child closes inherited descriptors. The steps are child-safe. */
#define _GNU_SOURCE
#include "procbench/methods/closing.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stddef.h>
#include <sys/resource.h>

/* With more calls per child a measurement would take too long. */
#define LOOP_MAX (2u << 20)

#define FD_FOLDER "/proc/self/fd"

static int refuse(struct error *error, const char *what, long status)
{
	char scratch[16];

	return error_set(error, (int)-status, "the kernel or a seccomp filter refuses %s: %s", what,
			 error_name((int)-status, scratch));
}

/* ---- close_range ---- */

/* A range that contains no open descriptor. */
static int cloexec_probe(struct error *error)
{
	long status = sys_cloexec_from(~0u);

	return status == 0
		       ? 0
		       : refuse(error, "close_range with CLOSE_RANGE_CLOEXEC (requires Linux 5.11)",
				status);
}

static void cloexec_step(const struct creation *creation)
{
	if (sys_cloexec_from(creation->close_from) < 0)
		sys_exit_group(CLOSING_FAILED);
}

static int close_range_probe(struct error *error)
{
	long status = sys_close_from(~0u);

	return status == 0 ? 0 : refuse(error, "close_range (requires Linux 5.9)", status);
}

static void close_range_step(const struct creation *creation)
{
	if (sys_close_from(creation->close_from) < 0)
		sys_exit_group(CLOSING_FAILED);
}

/* ---- close in a loop ---- */

static int loop_probe(struct error *error)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit) < 0 || limit.rlim_cur <= LOOP_MAX)
		return 0;
	return error_set(
		error, E2BIG,
		"too many calls: %" PRIu64
		" per child, up to the limit of open files (lower it with 'ulimit -n 1024')",
		(uint64_t)limit.rlim_cur);
}

static void loop_step(const struct creation *creation)
{
	for (unsigned fd = creation->close_from; fd < creation->close_below; fd++)
		sys_close((int)fd);
}

/* ---- close those listed in /proc ---- */

static int proc_probe(struct error *error)
{
	long fd = sys_open(FD_FOLDER, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	char scratch[16];

	if (fd < 0)
		return error_set(error, (int)-fd, "cannot open '" FD_FOLDER "': %s",
				 error_name((int)-fd, scratch));
	sys_close((int)fd);
	return 0;
}

/* -1 for entries that are not numbers. */
static int number_of_name(const char *name)
{
	int number = 0;

	if (*name == '.')
		return -1;
	for (; *name; name++)
		number = 10 * number + (*name - '0');
	return number;
}

static void proc_step(const struct creation *creation)
{
	_Alignas(struct sys_directory_entry) char buffer[1024];
	int folder = (int)sys_open(FD_FOLDER, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	long length;

	if (folder < 0)
		sys_exit_group(CLOSING_FAILED);
	while ((length = sys_getdents64(folder, buffer, sizeof(buffer))) > 0)
		for (long at = 0; at < length;) {
			const struct sys_directory_entry *entry = (const void *)(buffer + at);
			int fd = number_of_name(entry->name);

			at += entry->length;
			if (fd >= (int)creation->close_from && fd != folder)
				sys_close(fd);
		}
	sys_close(folder);
}

/* ---- the table ---- */

const struct closing closing_table[KEY_CLOSE_COUNT] = {
	[KEY_CLOSE_NONE] = {.name = "none", .summary = "the child keeps its descriptors"},
	[KEY_CLOSE_CLOEXEC] =
		{.name = "cloexec",
		 .summary = "close_range with CLOSE_RANGE_CLOEXEC marks all of them close-on-exec",
		 .probe = cloexec_probe,
		 .step = cloexec_step},
	[KEY_CLOSE_LOOP] = {.name = "loop",
			    .summary = "close every number up to the limit of open files",
			    .probe = loop_probe,
			    .step = loop_step},
	[KEY_CLOSE_RANGE] = {.name = "close_range",
			     .summary = "one close_range call",
			     .probe = close_range_probe,
			     .step = close_range_step},
	[KEY_CLOSE_PROC] = {.name = "proc",
			    .summary = "close every descriptor listed in /proc/self/fd",
			    .probe = proc_probe,
			    .step = proc_step},
};
