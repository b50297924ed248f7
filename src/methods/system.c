/*
 * system: libc's system(), which executes a shell and waits for it.
 *
 * It reaps the child itself, so the span call covers everything. Blocking SIGCHLD and ignoring
 * SIGINT and SIGQUIT are part of its cost.
 */
#define _GNU_SOURCE
#include "shell_common.h"

#include <errno.h>
#include <stdlib.h>

struct system_state {
	const char *command;
	int status;
};

static int system_prepare(struct creation *creation, const struct keys *keys, struct error *error)
{
	struct system_state *state = creation->state;

	(void)keys;
	state->command = shell_common_command(creation, error);
	return state->command ? 0 : -error->code;
}

static long system_create(struct creation *creation)
{
	struct system_state *state = creation->state;

	state->status = system(state->command);
	return state->status == -1 ? -errno : 0;
}

static long system_reap(struct creation *creation, long pid, struct reaped *reaped)
{
	const struct system_state *state = creation->state;

	if (pid == 0)
		reaped->status = state->status;
	return 0;
}

const struct method method_system = {
	.name = "system",
	.summary = "libc's system(): runs /bin/sh and waits for it",
	.call = "until the shell and its command have ended, which is all of the child's life",
	.groups = METHOD_GROUPS_SPAWN & ~KEY_GROUP_REAP,
	.creates = true,
	.floor = "floor-vfork",
	.only_executes = true,
	.by_shell = true,
	.probe = shell_common_probe,
	.state_bytes = sizeof(struct system_state),
	.prepare = system_prepare,
	.calls = {system_create, system_reap, creation_settle_nothing},
};
