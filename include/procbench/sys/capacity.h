/*
 * capacity: what a case needs of the machine, against what there is. Nothing is shrunk to fit.
 */
#ifndef PROCBENCH_SYS_CAPACITY_H
#define PROCBENCH_SYS_CAPACITY_H

#include "procbench/base/error.h"

#include <stdint.h>

/* In the order in which they are judged. */
enum capacity_resource {
	/* counts */
	CAPACITY_HUGE_PAGES, /* of the pool */
	CAPACITY_MAPPINGS,
	CAPACITY_FILES,
	CAPACITY_USER_TASKS,   /* of the user, where there is a limit */
	CAPACITY_CGROUP_TASKS, /* of the cgroup and of those above it */
	CAPACITY_TASKS,        /* of the machine */
	/* bytes */
	CAPACITY_LOCKED,
	CAPACITY_MEMORY,        /* that can be had without swapping */
	CAPACITY_CGROUP_MEMORY, /* below the limits of the cgroup and of those above it */
	CAPACITY_COMMIT, /* that the kernel would promise, where it promises no more than it has */
	CAPACITY_COUNT
};

/* Of what has no limit, or cannot be told. */
#define CAPACITY_UNLIMITED UINT64_MAX

/*
 * 0, or -ENOMEM and the first that does not fit, whose number goes into *lacking: "needs 65.1 GiB,
 * 20.3 GiB are available (MemAvailable)". Pure.
 */
int capacity_judge(const uint64_t needs[CAPACITY_COUNT], const uint64_t limits[CAPACITY_COUNT],
		   enum capacity_resource *lacking, struct error *error);

/*
 * What there is here and now, for a process that is started by this one: in the same cgroup, or in
 * the folder `cgroup` of version 2 where that is not NULL.
 */
void capacity_limits(uint64_t limits[CAPACITY_COUNT], const char *cgroup);

#endif
