/*
 * fit: what a case needs of the machine, against what there is. Nothing is shrunk to fit.
 */
#ifndef PROCBENCH_SYS_FIT_H
#define PROCBENCH_SYS_FIT_H

#include "procbench/base/error.h"

#include <stdint.h>

/* In the order in which they are judged. */
enum fit_resource {
	/* counts */
	FIT_HUGE_PAGES, /* of the pool */
	FIT_MAPPINGS,
	FIT_FILES,
	FIT_USER_TASKS,   /* of the user, where there is a limit */
	FIT_CGROUP_TASKS, /* of the cgroup and of those above it */
	FIT_TASKS,        /* of the machine */
	/* bytes */
	FIT_LOCKED,
	FIT_MEMORY,        /* that can be had without swapping */
	FIT_CGROUP_MEMORY, /* below the limits of the cgroup and of those above it */
	FIT_COMMIT, /* that the kernel would promise, where it promises no more than it has */
	FIT_COUNT
};

/* Of what has no limit, or cannot be told. */
#define FIT_UNLIMITED UINT64_MAX

/*
 * 0, or -ENOMEM and the first that does not fit, whose number goes into *lacking: "needs 65.1 GiB,
 * 20.3 GiB are available (MemAvailable)". Pure.
 */
int fit_judge(const uint64_t needs[FIT_COUNT], const uint64_t limits[FIT_COUNT],
	      enum fit_resource *lacking, struct error *error);

/*
 * What there is here and now, for a process that is started by this one: in the same cgroup, or in
 * the folder `cgroup` of version 2 where that is not NULL.
 */
void fit_limits(uint64_t limits[FIT_COUNT], const char *cgroup);

#endif
