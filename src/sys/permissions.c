/* permissions: whether this process may change its scheduling and install filters. */
#define _GNU_SOURCE
#include "procbench/sys/permissions.h"

#include <errno.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stddef.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>

int permissions_fifo(struct error *error)
{
	struct sched_param before, parameters = {.sched_priority = 1};
	int policy = sched_getscheduler(0);

	if (policy < 0 || sched_getparam(0, &before) < 0 ||
	    sched_setscheduler(0, SCHED_FIFO, &parameters) < 0)
		return error_set(error, errno, "%s: requires CAP_SYS_NICE or 'ulimit -r'",
				 strerror(errno));
	sched_setscheduler(0, policy, &before);
	return 0;
}

int permissions_nice(int value, struct error *error)
{
	int before = getpriority(PRIO_PROCESS, 0);

	if (value >= before) /* the previous value could not always be restored */
		return 0;
	if (setpriority(PRIO_PROCESS, 0, value) < 0)
		return error_set(
			error, errno,
			"%s: a value below the current %d requires CAP_SYS_NICE or 'ulimit -e'",
			strerror(errno), before);
	setpriority(PRIO_PROCESS, 0, before);
	return 0;
}

/* The kernel checks the address last. */
int permissions_filter(struct error *error)
{
	if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, NULL, 0, 0) == 0 || errno == EFAULT)
		return 0;
	return error_set(error, errno, "cannot install a seccomp filter: %s", strerror(errno));
}
