/* proc_shape_read: reads the texts in /proc/PID of a running process. */
#define _GNU_SOURCE
#include "procbench/sys/proc_shape.h"

#include "procbench/sys/proc_text.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

struct reading {
	struct proc_shape *shape;
	struct proc_shape_smaps smaps;
};

static bool take_smaps(void *context, char *line)
{
	struct reading *reading = context;

	proc_shape_add_smaps(reading->shape, &reading->smaps, line);
	return false;
}

static bool take_status(void *context, char *line)
{
	struct reading *reading = context;

	proc_shape_add_status(reading->shape, line);
	return false;
}

/* Parses every line of /proc/PID/NAME; the path at its end may be truncated. 0 or -errno. */
static int read_lines(struct reading *reading, int pid, const char *name, proc_text_take *take)
{
	char path[64], line[512];

	snprintf(path, sizeof(path), "/proc/%d/%s", pid, name);
	return proc_text_find_line(path, line, sizeof(line), take, reading);
}

static void count_fds(struct proc_shape *shape, int pid)
{
	const struct dirent *entry;
	char path[64];
	DIR *folder;

	snprintf(path, sizeof(path), "/proc/%d/fd", pid);
	folder = opendir(path);
	if (!folder)
		return;
	while ((entry = readdir(folder)))
		shape->fds += entry->d_name[0] != '.';
	closedir(folder);
	shape->fds_known = true;
}

static int explain(int status, int pid, const char *name, struct error *error)
{
	if (status == -ENOENT || status == -ESRCH)
		return error_set(error, ESRCH, "no process %d", pid);
	if (status == -EACCES || status == -EPERM)
		return error_set(
			error, EACCES,
			"cannot read '/proc/%d/%s': run as the user of that process or with "
			"CAP_SYS_PTRACE",
			pid, name);
	return error_set(error, -status, "cannot read '/proc/%d/%s': %s", pid, name,
			 strerror(-status));
}

int proc_shape_read(struct proc_shape *shape, int pid, struct error *error)
{
	struct reading reading = {.shape = shape};
	int status;

	*shape = (struct proc_shape){0};
	status = read_lines(&reading, pid, "status", take_status);
	if (status < 0)
		return explain(status, pid, "status", error);
	if (shape->state == 'Z' || shape->state == 'X')
		return error_set(error, EINVAL, "process %d has exited and is not reaped", pid);
	if (!shape->has_memory)
		return error_set(error, EINVAL,
				 "process %d is a kernel thread, which has no memory", pid);
	status = read_lines(&reading, pid, "smaps", take_smaps);
	if (status < 0)
		return explain(status, pid, "smaps", error);
	proc_shape_end_smaps(shape, &reading.smaps);
	if (shape->mappings == 0)
		return error_set(error, ESRCH, "process %d exited while it was read", pid);
	count_fds(shape, pid);
	return 0;
}
