/*
 * cgroup: where the folders of cgroup v2 are. No stdio, no heap: subjects call it.
 */
#ifndef PROCBENCH_SYS_CGROUP_H
#define PROCBENCH_SYS_CGROUP_H

#include "procbench/base/error.h"

#include <stddef.h>
#include <sys/types.h>

#define CGROUP_PATH_BYTES 4096

/* The folder of the cgroup that process `pid` is in, found through the caller's mounts. */
int cgroup_folder(pid_t pid, char path[CGROUP_PATH_BYTES], struct error *error);

/*
 * The folder that process `maker` makes for its children, below the cgroup of process `starter`,
 * which started it: both can name it. It need not be there.
 */
int cgroup_made_folder(pid_t starter, pid_t maker, char path[CGROUP_PATH_BYTES],
		       struct error *error);

#endif
