/* shape_zombies: exited children that the subject does not reap. */
#define _GNU_SOURCE
#include "shape_descriptor.h"

#include "procbench/sys/raw.h"

#include <errno.h>
#include <inttypes.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>

static void die(void *unused)
{
	(void)unused;
	sys_exit_group(0);
}

/* Returns when the child has exited. Uses vfork semantics, so no memory is copied. */
static long make_one(void)
{
	siginfo_t info;
	long pid = sys_clone(CLONE_VM | CLONE_VFORK | SIGCHLD, NULL, NULL, die, NULL);

	while (pid > 0 && waitid(P_PID, (id_t)pid, &info, WEXITED | WNOWAIT) < 0)
		if (errno != EINTR)
			return -errno;
	return pid;
}

/* The zombies stay until the process ends and its reaper collects them. */
static int build(const struct keys *keys, struct error *error)
{
	uint64_t count = keys->number[KEY_ZOMBIES];
	int status = 0;

	for (uint64_t i = 0; i < count && status == 0; i++) {
		long pid = make_one();

		if (pid < 0)
			status = error_set(error, (int)-pid,
					   "zombies: child %" PRIu64 " of %" PRIu64
					   " failed: %s (see 'ulimit -u' and the cgroup's "
					   "pids.max)",
					   i + 1, count, strerror((int)-pid));
	}
	return status;
}

static int verify(const struct keys *keys, const struct shape_seen *before,
		  const struct shape_seen *now, struct error *error)
{
	return shape_expect("zombies", keys->number[KEY_ZOMBIES], "dead children", before->children,
			    now->children, error);
}

/* Kernel memory per zombie, including its kernel stack. */
#define ZOMBIE_BYTES 16384

static void needs(const struct keys *keys, uint64_t sums[CAPACITY_COUNT])
{
	shape_need(sums, CAPACITY_TASKS, keys->number[KEY_ZOMBIES], 1);
	shape_need(sums, CAPACITY_MEMORY, keys->number[KEY_ZOMBIES], ZOMBIE_BYTES);
}

SHAPE(ZOMBIES) = {
	.needs = needs,
	.build = build,
	.stage = SHAPE_STAGE_STATE,
	.verify = verify,
	.sees = SHAPE_SEES_CHILDREN,
};
