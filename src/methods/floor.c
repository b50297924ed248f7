/*
 * floor: the minimum this kernel allows. The subject has no libc, so this file is built with and
 * without it.
 */
#include "procbench/methods/method.h"

#include <signal.h>
#include <stddef.h>

static long floor_create(struct creation *creation)
{
	return sys_clone(SIGCHLD, NULL, NULL, creation_run_child, creation);
}

static long floor_create_idle(struct creation *creation)
{
	(void)creation;
	return sys_clone_exit(SIGCHLD);
}

static int floor_prepare(struct creation *creation, const struct keys *keys, struct error *error)
{
	(void)keys;
	(void)error;
	if (!creation->steps[0])
		creation->calls.create = floor_create_idle;
	return 0;
}

const struct method method_floor = {
	.name = "floor",
	.summary = "freestanding parent (no libc): the minimum this kernel allows for copying a "
		   "process",
	.call = "until the parent is copied; the child may already run on another CPU",
	.groups = KEY_GROUP_WORK | KEY_GROUP_PLACE | KEY_GROUP_LOAD | KEY_GROUP_MACHINE,
	.creates = true,
	.runs_our_child = true,
	.freestanding = true,
	.prepare = floor_prepare,
	.calls = {floor_create, creation_reap, creation_settle_nothing},
};
