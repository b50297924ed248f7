/*
 * cgroup: the folders of cgroups. No stdio, no heap: subjects call it.
 */
#ifndef PROCBENCH_SYS_CGROUP_H
#define PROCBENCH_SYS_CGROUP_H

#include "procbench/base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#define CGROUP_PATH_BYTES 4096

/*
 * The folder of the own cgroup in the hierarchy that has `controller`, or in version 2 for NULL,
 * and how much of it is the mount point; the mount point alone where the own part is not mounted,
 * as in another namespace. False where the hierarchy is not mounted.
 */
bool cgroup_find(const char *controller, char path[CGROUP_PATH_BYTES], size_t *place_length);

/* The folder of the cgroup of version 2 that process `pid` is in, found through the caller's
 * mounts. */
int cgroup_folder(pid_t pid, char path[CGROUP_PATH_BYTES], struct error *error);

/*
 * The folder that process `maker` makes for its children, below the cgroup of process `starter`,
 * which started it: both can name it. It need not be there.
 */
int cgroup_made_folder(pid_t starter, pid_t maker, char path[CGROUP_PATH_BYTES],
		       struct error *error);

#endif
