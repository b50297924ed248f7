/* fork: libc's fork(), with its locks, handlers and bookkeeping. */
#include "procbench/methods/method.h"

#include <errno.h>
#include <unistd.h>

static long fork_create(struct creation *creation)
{
	pid_t pid = fork();

	if (pid == 0)
		creation_run_child(creation);
	return pid < 0 ? -errno : pid;
}

const struct method method_fork = {
	.name = "fork",
	.summary = "libc's fork()",
	.call = "until the parent is copied; the child may already run on another CPU",
	.groups = METHOD_GROUPS_CHILD,
	.creates = true,
	.runs_our_child = true,
	.calls = {fork_create, creation_reap, creation_settle_nothing},
};
