/* clone3: the raw clone3 system call with flags=. */
#include "clone3_keys.h"
#include "clone_bits.h"
#include "clone_common.h"

#include <errno.h>
#include <signal.h>
#include <string.h>

static int clone3_check(struct keys *keys, struct error *error)
{
	int status = clone_common_check(keys, true, error);

	if (status == 0 && (keys->number[KEY_FLAGS] & CLONE_AUTOREAP) &&
	    keys->number[KEY_REAP] != KEY_REAP_WAIT4)
		return error_set(error, EINVAL,
				 "flags=autoreap cannot be combined with reap=: the kernel reaps "
				 "the child itself (remove one)");
	return status == 0 ? clone3_keys_check(keys, error) : status;
}

/* Containers refuse clone3 with ENOSYS or EPERM, because seccomp cannot inspect its flags. */
static int clone3_probe(struct error *error)
{
	long status = sys_clone3_probe();
	char scratch[16];

	if (status == -EINVAL)
		return 0;
	return error_set(error, (int)-status, "the kernel or a seccomp filter refuses clone3: %s",
			 error_name((int)-status, scratch));
}

extern const struct method method_clone3;

static int clone3_probe_keys(const struct keys *keys, struct error *error)
{
	return clone_common_probe_keys(&method_clone3, keys, error);
}

/* The kernel reaps the child itself, so wait4 would fail: wait on the pidfd instead. */
static long reap_by_pidfd(struct creation *creation, long pid, struct reaped *reaped)
{
	long status;

	if (pid < 0)
		return 0;
	status = sys_pidfd_wait(*creation->pidfd);
	return status < 0 ? status : sys_pidfd_status(*creation->pidfd, &reaped->status);
}

static void fill_arguments(struct clone3_state *state, uint64_t flags)
{
	struct clone_common *common = &state->common;

	state->args = (struct sys_clone_args){
		.flags = flags,
		.pidfd = (uint64_t)(uintptr_t)&common->pidfd,
		.parent_tid = (uint64_t)(uintptr_t)&common->parent_tid,
		.child_tid = (uint64_t)(uintptr_t)&common->child_tid,
		.exit_signal = flags & CLONE_AUTOREAP ? 0 : SIGCHLD,
		.tls = (uint64_t)(uintptr_t)clone_common_tls(),
	};
	if (common->stack_top) {
		state->args.stack = (uint64_t)(uintptr_t)common->stack_top - CLONE_STACK_BYTES;
		state->args.stack_size = CLONE_STACK_BYTES;
	}
}

static long clone3_create(struct creation *creation)
{
	struct clone3_state *state = creation->state;

	return sys_clone3(&state->args, sizeof(state->args), creation_run_child, creation);
}

static long clone3_create_idle(struct creation *creation)
{
	struct clone3_state *state = creation->state;

	return sys_clone3_exit(&state->args, sizeof(state->args));
}

static int clone3_prepare(struct creation *creation, const struct keys *keys, struct error *error)
{
	int status = clone_common_prepare(creation, keys, error);

	fill_arguments(creation->state, keys->number[KEY_FLAGS]);
	if (keys->number[KEY_FLAGS] & CLONE_AUTOREAP)
		creation->calls.reap = reap_by_pidfd;
	if ((keys->number[KEY_FLAGS] & (CLONE_INTO_CGROUP | CLONE_THREAD)) == CLONE_INTO_CGROUP)
		creation->trial = clone3_create;
	if (!creation->steps[0])
		creation->calls.create = clone3_create_idle;
	return status == 0 ? clone3_keys_prepare(creation, keys, error) : status;
}

const struct method method_clone3 = {
	.name = "clone3",
	.summary = "raw clone3 system call with flags=",
	.call = "as fork; with flags=vfork as vfork, with flags=thread as thread",
	.groups = METHOD_GROUPS_CHILD,
	.own_keys = METHOD_KEY(KEY_FLAGS) | METHOD_KEY(KEY_INTO) | METHOD_KEY(KEY_SET_TID),
	.creates = true,
	.runs_our_child = true,
	.state_bytes = sizeof(struct clone3_state),
	.check = clone3_check,
	.probe = clone3_probe,
	.probe_keys = clone3_probe_keys,
	.prepare = clone3_prepare,
	.tidy = clone3_keys_tidy,
	.calls = {clone3_create, creation_reap, clone_common_settle},
};
