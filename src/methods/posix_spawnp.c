/* posix_spawnp: libc's posix_spawnp(), which searches PATH in the child. */
#include "procbench/methods/method.h"

#include <spawn.h>

static long posix_spawnp_create(struct creation *creation)
{
	pid_t pid;
	int error = posix_spawnp(&pid, creation->file, NULL, NULL, creation->argv,
				 creation->environment);

	return error ? -error : pid;
}

const struct method method_posix_spawnp = {
	.name = "posix_spawnp",
	.summary = "libc's posix_spawnp(), which searches PATH",
	.groups = METHOD_GROUPS_SPAWN,
	.creates = true,
	.only_executes = true,
	.searches_path = true,
	.calls = {posix_spawnp_create, creation_reap, creation_settle_nothing},
};
