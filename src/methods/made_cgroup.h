/* made_cgroup: the cgroup v2 that a subject makes for its children. */
#ifndef PROCBENCH_METHODS_MADE_CGROUP_H
#define PROCBENCH_METHODS_MADE_CGROUP_H

#include "procbench/base/error.h"

#include <sys/types.h>

/*
 * In the subject: makes it below its starter's and opens it. It is removed however the subject
 * ends. A descriptor, or -errno. Once per process.
 */
int made_cgroup_open(struct error *error);

/* Its path, once it has been opened. */
const char *made_cgroup_path(void);

/* In the controller: removes what a subject could not. */
void made_cgroup_remove(pid_t subject);

#endif
