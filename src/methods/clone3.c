/* clone3: the raw system call clone3, with the flags asked for. */
#include "clone_common.h"

#include <errno.h>
#include <signal.h>
#include <string.h>

static int clone3_check(struct keys *keys, struct error *error)
{
	return clone_common_check(keys, true, error);
}

/* Containers refuse clone3 with ENOSYS or EPERM, because their filters cannot see its flags. */
static int clone3_probe(struct error *error)
{
	long status = sys_clone3_probe();
	char scratch[16];

	if (status == -EINVAL)
		return 0;
	return error_set(error, (int)-status, "the kernel or a seccomp filter refuses clone3: %s",
			 error_name((int)-status, scratch));
}

static int clone3_prepare(struct creation *creation, const struct keys *keys, struct error *error)
{
	int status = clone_common_prepare(creation, keys, error);

	creation->clone_args = (struct sys_clone_args){
		.flags = creation->flags,
		.pidfd = (uint64_t)(uintptr_t)&creation->pidfd,
		.exit_signal = SIGCHLD,
	};
	if (creation->stack_top) {
		creation->clone_args.stack =
			(uint64_t)(uintptr_t)creation->stack_top - CLONE_STACK_BYTES;
		creation->clone_args.stack_size = CLONE_STACK_BYTES;
	}
	return status;
}

static long clone3_create(struct creation *creation)
{
	return sys_clone3(&creation->clone_args, sizeof(creation->clone_args), creation_run_child,
			  creation);
}

const struct method method_clone3 = {
	.name = "clone3",
	.summary = "the raw system call clone3 with flags=",
	.groups = METHOD_GROUPS_CHILD,
	.own_keys = 1u << KEY_FLAGS,
	.creates = true,
	.runs_our_child = true,
	.check = clone3_check,
	.probe = clone3_probe,
	.prepare = clone3_prepare,
	.calls = {clone3_create, creation_reap, clone_common_settle},
};
