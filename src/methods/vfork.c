/*
 * vfork: libc's vfork(). The child borrows its parent's memory and stack until it execs or exits.
 *
 * The child makes raw system calls below the parent's stack frames, so it overwrites nothing that
 * the parent still needs. Signals are not blocked as in posix_spawn, because the subject's only
 * handler, for the death of the controller, ends the process it runs in.
 */
#include "procbench/methods/method.h"

#include <errno.h>
#include <unistd.h>

__attribute__((noinline)) static long vfork_create(struct creation *creation)
{
	pid_t pid = vfork();

	if (pid == 0)
		creation_run_child(creation);
	return pid < 0 ? -errno : pid;
}

const struct method method_vfork = {
	.name = "vfork",
	.summary = "libc's vfork(): the child borrows memory and stack while the parent waits",
	.call = "until the child has executed a program or exited; the parent is suspended until "
		"then",
	.groups = METHOD_GROUPS_CHILD,
	.creates = true,
	.suspends = true,
	.floor = "floor-vfork",
	.runs_our_child = true,
	.shares_memory = true,
	.calls = {vfork_create, creation_reap, creation_settle_nothing},
};
