/* shape_cgroup: the control group that the parent is in. */
#define _GNU_SOURCE
#include "shape_parts.h"

#include "procbench/sys/cgroup.h"
#include "procbench/sys/raw.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>

static int enter(const char *folder)
{
	char path[CGROUP_PATH_BYTES + 16];
	long fd, status;

	snprintf(path, sizeof(path), "%s/cgroup.procs", folder);
	fd = sys_open(path, O_WRONLY | O_CLOEXEC);
	if (fd < 0)
		return (int)fd;
	status = sys_write((int)fd, "0", 1); /* whoever writes */
	sys_close((int)fd);
	return status < 0 ? (int)status : 0;
}

__attribute__((noinline)) static int build(const struct keys *keys, struct error *error)
{
	const char *value = keys->text[KEY_CGROUP];
	char folder[CGROUP_PATH_BYTES], *words[2];
	int status = -EINVAL;

	if (strlen(value) < sizeof(folder) &&
	    keys_split_words(strcpy(folder, value), words, 1) == 1)
		status = enter(words[0]);
	if (status < 0)
		return error_set(error, -status, "cgroup: cannot move to '%s': %s", value,
				 strerror(-status));
	return 0;
}

const struct shape_part shape_part_cgroup = {KEY_CGROUP, build, 0, NULL};
