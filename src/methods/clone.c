/* clone: the raw system call clone, with the flags asked for. */
#include "clone_bits.h"
#include "clone_common.h"

#include <signal.h>

static int clone_check(struct keys *keys, struct error *error)
{
	return clone_common_check(keys, false, error);
}

extern const struct method method_clone;

static int clone_probe_keys(const struct keys *keys, struct error *error)
{
	return clone_common_probe_keys(&method_clone, keys, error);
}

static int clone_prepare(struct creation *creation, const struct keys *keys, struct error *error)
{
	int status = clone_common_prepare(creation, keys, error);
	bool stores_pidfd = creation->flags & CLONE_PIDFD;

	creation->flags |= SIGCHLD;
	creation->clone_call = (struct sys_clone_call){
		.flags = creation->flags,
		.stack_top = creation->stack_top,
		.parent_tid = stores_pidfd ? &creation->pidfd : &creation->parent_tid,
		.child_tid = &creation->child_tid,
		.tls = clone_common_tls(),
		.function = creation_run_child,
		.argument = creation,
	};
	return status;
}

static long clone_create(struct creation *creation)
{
	return sys_clone_with(&creation->clone_call);
}

const struct method method_clone = {
	.name = "clone",
	.summary = "the raw system call clone with flags=",
	.groups = METHOD_GROUPS_CHILD,
	.own_keys = METHOD_KEY(KEY_FLAGS),
	.creates = true,
	.runs_our_child = true,
	.check = clone_check,
	.probe_keys = clone_probe_keys,
	.prepare = clone_prepare,
	.calls = {clone_create, creation_reap, clone_common_settle},
};
