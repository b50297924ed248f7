/* posix_spawn: libc's posix_spawn() of a path, without attributes or file actions. */
#include "procbench/methods/method.h"

#include <spawn.h>

static long posix_spawn_create(struct creation *creation)
{
	pid_t pid;
	int error = posix_spawn(&pid, creation->program, NULL, NULL, creation->argv,
				creation->environment);

	return error ? -error : pid;
}

const struct method method_posix_spawn = {
	.name = "posix_spawn",
	.summary = "libc's posix_spawn() of a path",
	.groups = METHOD_GROUPS_SPAWN,
	.creates = true,
	.only_executes = true,
	.calls = {posix_spawn_create, creation_reap, creation_settle_nothing},
};
