/* posix_spawnp: libc's posix_spawnp(), which searches PATH in the child. */
#include "spawn_common.h"

static long posix_spawnp_call(struct creation *creation)
{
	const struct spawn *spawn = creation->state;
	pid_t pid;
	int error = posix_spawnp(&pid, creation->file, spawn->actions, spawn->attributes,
				 creation->argv, creation->environment);

	return error ? -error : pid;
}

static int posix_spawnp_prepare(struct creation *creation, const struct keys *keys,
				struct error *error)
{
	return spawn_prepare(creation, posix_spawnp_call, keys, error);
}

const struct method method_posix_spawnp = {
	.name = "posix_spawnp",
	.summary = "libc's posix_spawnp(), which searches PATH",
	.call = "until the child has executed a program or exited; the parent is suspended until "
		"then",
	.groups = METHOD_GROUPS_SPAWN,
	.own_keys = METHOD_KEY(KEY_ATTR),
	.creates = true,
	.suspends = true,
	.floor = "floor-vfork",
	.only_executes = true,
	.searches_path = true,
	.state_bytes = sizeof(struct spawn),
	.check = spawn_check,
	.prepare = posix_spawnp_prepare,
	.calls = {posix_spawnp_call, creation_reap, creation_settle_nothing},
};
