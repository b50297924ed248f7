/* posix_spawn: libc's posix_spawn() of a path. */
#include "spawn_common.h"

static long posix_spawn_call(struct creation *creation)
{
	const struct spawn *spawn = creation->state;
	pid_t pid;
	int error = posix_spawn(&pid, creation->program, spawn->actions, spawn->attributes,
				creation->argv, creation->environment);

	return error ? -error : pid;
}

static int posix_spawn_prepare(struct creation *creation, const struct keys *keys,
			       struct error *error)
{
	return spawn_prepare(creation, posix_spawn_call, keys, error);
}

const struct method method_posix_spawn = {
	.name = "posix_spawn",
	.summary = "libc's posix_spawn() of a path",
	.call = "until the child has executed a program or exited; the parent is suspended until "
		"then",
	.groups = METHOD_GROUPS_SPAWN,
	.own_keys = METHOD_KEY(KEY_ATTR),
	.creates = true,
	.suspends = true,
	.floor = "floor-vfork",
	.only_executes = true,
	.state_bytes = sizeof(struct spawn),
	.check = spawn_check,
	.prepare = posix_spawn_prepare,
	.calls = {posix_spawn_call, creation_reap, creation_settle_nothing},
};
