/* clone: the raw system call clone, with the flags asked for. */
#include "clone_common.h"

#include <signal.h>

static int clone_check(struct keys *keys, struct error *error)
{
	return clone_common_check(keys, false, error);
}

static int clone_prepare(struct creation *creation, const struct keys *keys, struct error *error)
{
	int status = clone_common_prepare(creation, keys, error);

	creation->flags |= SIGCHLD;
	return status;
}

static long clone_create(struct creation *creation)
{
	return sys_clone(creation->flags, creation->stack_top, &creation->pidfd, creation_run_child,
			 creation);
}

const struct method method_clone = {
	.name = "clone",
	.summary = "the raw system call clone with flags=",
	.groups = METHOD_GROUPS_CHILD,
	.own_keys = 1u << KEY_FLAGS,
	.creates = true,
	.runs_our_child = true,
	.check = clone_check,
	.prepare = clone_prepare,
	.calls = {clone_create, creation_reap, clone_common_settle},
};
