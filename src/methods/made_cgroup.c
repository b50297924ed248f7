/* made_cgroup: the cgroup v2 that a subject makes for its children. */
#define _GNU_SOURCE
#include "made_cgroup.h"

#include "procbench/sys/cgroup.h"
#include "procbench/sys/cleanup.h"
#include "procbench/sys/raw.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

static char path[CGROUP_PATH_BYTES];

/* Registered for cleanup before it is created, so that it is removed however this process ends. */
__attribute__((noinline)) int made_cgroup_open(struct error *error)
{
	int status = cgroup_made_folder(getppid(), getpid(), path, error), fd;

	if (status < 0)
		return status;
	cleanup_register(path);
	status = (int)sys_mkdir(path);
	if (status < 0)
		return error_set(error, -status, "cannot create the cgroup '%s': %s", path,
				 strerror(-status));
	fd = (int)sys_open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	return fd < 0 ? error_set(error, -fd, "cannot open the cgroup '%s': %s", path,
				  strerror(-fd))
		      : fd;
}

const char *made_cgroup_path(void)
{
	return path;
}

void made_cgroup_remove(pid_t subject)
{
	char folder[CGROUP_PATH_BYTES];
	struct error error;

	if (cgroup_made_folder(getpid(), subject, folder, &error) == 0)
		cleanup_rmdir(folder);
}
