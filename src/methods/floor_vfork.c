/*
 * floor_vfork: the minimum this kernel allows when the child borrows its parent's memory. Built
 * with and without libc, like floor.
 */
#include "procbench/methods/method.h"

#include <linux/sched.h>
#include <signal.h>
#include <stddef.h>

#define VFORK_FLAGS (CLONE_VM | CLONE_VFORK | SIGCHLD)

static long floor_vfork_create(struct creation *creation)
{
	return sys_clone(VFORK_FLAGS, NULL, NULL, creation_run_child, creation);
}

static long floor_vfork_create_idle(struct creation *creation)
{
	(void)creation;
	return sys_clone_exit(VFORK_FLAGS);
}

static int floor_vfork_prepare(struct creation *creation, const struct keys *keys,
			       struct error *error)
{
	(void)keys;
	(void)error;
	if (!creation->steps[0])
		creation->calls.create = floor_vfork_create_idle;
	return 0;
}

const struct method method_floor_vfork = {
	.name = "floor-vfork",
	.summary = "freestanding parent (no libc), clone with vm+vfork: the minimum for children "
		   "that share memory",
	.call = "until the child has executed a program or exited; the parent is suspended until "
		"then",
	.groups = KEY_GROUP_WORK | KEY_GROUP_PLACE | KEY_GROUP_LOAD | KEY_GROUP_MACHINE,
	.creates = true,
	.suspends = true,
	.runs_our_child = true,
	.freestanding = true,
	.shares_memory = true,
	.floor = "floor-vfork",
	.prepare = floor_vfork_prepare,
	.calls = {floor_vfork_create, creation_reap, creation_settle_nothing},
};
