/* proc_shape_read: the texts of /proc/PID of a live process. */
#define _GNU_SOURCE
#include "procbench/sys/proc_shape.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct reading {
	struct proc_shape *shape;
	struct proc_shape_smaps smaps;
};

typedef void take_line(struct reading *reading, const char *line);

static void take_smaps(struct reading *reading, const char *line)
{
	proc_shape_add_smaps(reading->shape, &reading->smaps, line);
}

static void take_status(struct reading *reading, const char *line)
{
	proc_shape_add_status(reading->shape, line);
}

/* Every line of /proc/PID/NAME; 0 or -errno. */
static int read_lines(struct reading *reading, int pid, const char *name, take_line *take)
{
	char path[64], *line = NULL;
	size_t size = 0;
	int status = 0;
	FILE *file;

	snprintf(path, sizeof(path), "/proc/%d/%s", pid, name);
	file = fopen(path, "re");
	if (!file)
		return -errno;
	errno = 0;
	while (getline(&line, &size, file) >= 0)
		take(reading, line);
	if (!feof(file))
		status = errno ? -errno : -EIO;
	free(line);
	fclose(file);
	return status;
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
		return error_set(error, ESRCH, "there is no process %d", pid);
	if (status == -EACCES || status == -EPERM)
		return error_set(error, EACCES,
				 "'/proc/%d/%s' may not be read: be the process's user, or have "
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
		return error_set(error, EINVAL, "process %d has ended, and was not reaped", pid);
	if (!shape->has_memory)
		return error_set(error, EINVAL,
				 "process %d is a thread of the kernel, which has no memory", pid);
	status = read_lines(&reading, pid, "smaps", take_smaps);
	if (status < 0)
		return explain(status, pid, "smaps", error);
	proc_shape_end_smaps(shape, &reading.smaps);
	if (shape->mappings == 0)
		return error_set(error, ESRCH, "process %d ended while it was read", pid);
	count_fds(shape, pid);
	return 0;
}
