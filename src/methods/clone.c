/* clone: the raw clone system call with flags=. */
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

struct clone_state {
	struct clone_common common;
	struct sys_clone_call call;
};

static long clone_create_idle(struct creation *creation)
{
	const struct clone_state *state = creation->state;

	return sys_clone_with_exit(&state->call);
}

static int clone_prepare(struct creation *creation, const struct keys *keys, struct error *error)
{
	int status = clone_common_prepare(creation, keys, error);
	struct clone_state *state = creation->state;
	struct clone_common *common = &state->common;

	state->call = (struct sys_clone_call){
		.flags = keys->number[KEY_FLAGS] | SIGCHLD,
		.stack_top = common->stack_top,
		.parent_tid = creation->pidfd ? creation->pidfd : &common->parent_tid,
		.child_tid = &common->child_tid,
		.tls = clone_common_tls(),
		.function = creation_run_child,
		.argument = creation,
	};
	if (!creation->steps[0])
		creation->calls.create = clone_create_idle;
	return status;
}

static long clone_create(struct creation *creation)
{
	const struct clone_state *state = creation->state;

	return sys_clone_with(&state->call);
}

const struct method method_clone = {
	.name = "clone",
	.summary = "raw clone system call with flags=",
	.call = "as fork; with flags=vfork as vfork, with flags=thread as thread",
	.groups = METHOD_GROUPS_CHILD,
	.own_keys = METHOD_KEY(KEY_FLAGS),
	.creates = true,
	.runs_our_child = true,
	.state_bytes = sizeof(struct clone_state),
	.check = clone_check,
	.probe_keys = clone_probe_keys,
	.prepare = clone_prepare,
	.calls = {clone_create, creation_reap, clone_common_settle},
};
