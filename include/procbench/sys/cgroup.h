/*
 * cgroup: finds cgroup directories. Uses no stdio and no heap, because subjects call it.
 */
#ifndef PROCBENCH_SYS_CGROUP_H
#define PROCBENCH_SYS_CGROUP_H

#include "procbench/base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#define CGROUP_PATH_BYTES 4096

/*
 * The directory of the own cgroup in the hierarchy of `controller`, or in v2 for NULL, and the
 * length of its mount point; only the mount point if the own cgroup is not visible below it, as in
 * another namespace. False if the hierarchy is not mounted.
 */
bool cgroup_find(const char *controller, char path[CGROUP_PATH_BYTES], size_t *place_length);

/* The cgroup v2 directory of process `pid`, found through the caller's mounts. */
int cgroup_folder(pid_t pid, char path[CGROUP_PATH_BYTES], struct error *error);

/*
 * The directory that process `maker` creates for its children, below the cgroup of process
 * `starter`, which started it. Both can compute the name; it need not exist.
 */
int cgroup_made_folder(pid_t starter, pid_t maker, char path[CGROUP_PATH_BYTES],
		       struct error *error);

#endif
