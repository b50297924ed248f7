/*
 * capacity: compares the needs of a case with the machine's resources.
 */
#ifndef PROCBENCH_SYS_CAPACITY_H
#define PROCBENCH_SYS_CAPACITY_H

#include "procbench/base/error.h"

#include <stdint.h>

/* In the order of checking. */
enum capacity_resource {
	/* counts */
	CAPACITY_HUGE_PAGES, /* free hugetlb pages */
	CAPACITY_MAPPINGS,
	CAPACITY_FILES,
	CAPACITY_USER_TASKS,   /* limit of the user */
	CAPACITY_CGROUP_TASKS, /* limits of the cgroup and its ancestors */
	CAPACITY_TASKS,        /* of the machine */
	/* bytes */
	CAPACITY_LOCKED,
	CAPACITY_NODE_MEMORY,   /* of the NUMA node that the case is bound to */
	CAPACITY_MEMORY,        /* available without swapping */
	CAPACITY_CGROUP_MEMORY, /* left below the limits of the cgroup and its ancestors */
	CAPACITY_COMMIT,        /* left below CommitLimit, under strict overcommit */
	CAPACITY_COUNT
};

/* No limit, or unknown. */
#define CAPACITY_UNLIMITED UINT64_MAX

/*
 * 0, or -ENOMEM ("needs 65.1 GiB, 20.3 GiB are available (MemAvailable)") and the index of the
 * first insufficient resource in *lacking. Pure.
 */
int capacity_judge(const uint64_t needs[CAPACITY_COUNT], const uint64_t limits[CAPACITY_COUNT],
		   enum capacity_resource *lacking, struct error *error);

/*
 * Reads what is currently available to a child of this process, in the same cgroup or, unless NULL,
 * in the cgroup v2 directory `cgroup`, and without a limit of a NUMA node.
 */
void capacity_limits(uint64_t limits[CAPACITY_COUNT], const char *cgroup);

#endif
