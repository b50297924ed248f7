/*
 * popen: libc's popen() for reading, and pclose(). The time includes libc's allocation of the
 * stream.
 *
 * The pipe is read until end of file before pclose(), so that a target that prints is not killed by
 * SIGPIPE. Its output is discarded.
 */
#define _GNU_SOURCE
#include "shell_common.h"

#include <errno.h>
#include <stdio.h>

#define READ_BYTES 4096

struct popen_state {
	const char *command;
	FILE *stream;
};

static int popen_prepare(struct creation *creation, const struct keys *keys, struct error *error)
{
	struct popen_state *state = creation->state;

	(void)keys;
	state->command = shell_common_command(creation, error);
	return state->command ? 0 : -error->code;
}

static long popen_create(struct creation *creation)
{
	struct popen_state *state = creation->state;

	state->stream = popen(state->command, "r");
	return state->stream ? 0 : -errno;
}

static void read_to_end(int fd)
{
	char bytes[READ_BYTES];
	long got;

	do
		got = sys_read(fd, bytes, sizeof(bytes));
	while (got > 0 || got == -EINTR);
}

static long popen_reap(struct creation *creation, long pid, struct reaped *reaped)
{
	struct popen_state *state = creation->state;
	int status;

	if (pid < 0)
		return 0;
	read_to_end(fileno(state->stream));
	status = pclose(state->stream);
	if (status == -1)
		return -errno;
	reaped->status = status;
	return 0;
}

const struct method method_popen = {
	.name = "popen",
	.summary = "libc's popen() of a command to read from, via /bin/sh, and pclose()",
	.call = "until the shell has been executed; the parent is suspended until then",
	.groups = METHOD_GROUPS_SPAWN & ~KEY_GROUP_REAP,
	.creates = true,
	.suspends = true,
	.floor = "floor-vfork",
	.only_executes = true,
	.by_shell = true,
	.probe = shell_common_probe,
	.state_bytes = sizeof(struct popen_state),
	.prepare = popen_prepare,
	.calls = {popen_create, popen_reap, creation_settle_nothing},
};
