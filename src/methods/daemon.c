/*
 * daemon: starts a daemon by a double fork and waits until it is ready.
 *
 * The first fork is libc's. Its child calls setsid(), forks again by the raw call, writes the
 * daemon's pid to a pipe and exits. The daemon is ready when the last write end of the pipe is
 * closed: by exec, by exit, or, if it executes nothing, after its steps. The parent waits for its
 * child and reads the pipe until end of file; then it records REAPED.
 *
 * The daemon itself is reaped after REAPED, outside of every span.
 */
#define _GNU_SOURCE
#include "procbench/methods/method.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

struct daemon_state {
	int up_fd;   /* read end of the pipe; end of file when the daemon is ready */
	long daemon; /* its pid, once read from the pipe */
};

__attribute__((noreturn)) static void run_daemon(void *argument)
{
	const struct creation *creation = argument;
	const struct daemon_state *state = creation->state;

	creation_run_steps(creation);
	sys_close(state->up_fd);
	sys_exit_group(0);
}

/* Writes the daemon's pid, or -errno if it could not be created. */
__attribute__((noreturn)) static void run_starter(struct creation *creation, int up_fd)
{
	struct daemon_state *state = creation->state;
	long pid;

	state->up_fd = up_fd;
	sys_setsid();
	pid = sys_clone(SIGCHLD, NULL, NULL, run_daemon, creation);
	sys_write(up_fd, &pid, sizeof(pid));
	sys_exit_group(0);
}

static long daemon_create(struct creation *creation)
{
	struct daemon_state *state = creation->state;
	int ends[2];
	long pid;

	state->daemon = 0;
	state->up_fd = -1;
	if (pipe2(ends, O_CLOEXEC) < 0)
		return -errno;
	pid = fork();
	if (pid == 0)
		run_starter(creation, ends[1]);
	if (pid < 0)
		pid = -errno;
	sys_close(ends[1]);
	state->up_fd = ends[0];
	return pid;
}

/* Reads until end of file; the pipe is empty if the intermediate process was killed. */
static long read_pid(int fd, long *pid)
{
	long got;

	do
		got = sys_read(fd, pid, sizeof(*pid));
	while (got > 0 || got == -EINTR);
	return got;
}

static long daemon_reap(struct creation *creation, long pid, struct reaped *reaped)
{
	struct daemon_state *state = creation->state;
	long waited = creation_reap(creation, pid, reaped);

	if (pid < 0 || waited < 0)
		return waited;
	reaped->usage.ru_minflt = -1; /* usage of the first child is not the daemon's */
	waited = read_pid(state->up_fd, &state->daemon);
	reaped->error = state->daemon < 0 ? (int)-state->daemon : 0;
	return waited;
}

/* The daemon is now a child of the subject, because its parent has exited. */
static void daemon_settle(struct creation *creation, struct reaped *reaped)
{
	const struct daemon_state *state = creation->state;
	int status = 0;
	long got = 0;

	if (state->up_fd >= 0)
		sys_close(state->up_fd);
	if (state->daemon > 0)
		do
			got = sys_wait4((pid_t)state->daemon, &status, 0, NULL);
		while (got == -EINTR);
	if (reaped->status == 0)
		reaped->status = status;
}

const struct method method_daemon = {
	.name = "daemon",
	.summary = "double fork with setsid(), until the grandchild is ready",
	/* no close=: it would close the pipe that signals when the daemon is ready */
	.groups = METHOD_GROUPS_SPAWN & ~KEY_GROUP_REAP,
	.call = "until the first of the two forks has returned",
	.creates = true,
	.runs_our_child = true,
	.state_bytes = sizeof(struct daemon_state),
	.one_spawner = "children of one thread would keep the pipe open that signals when another "
		       "thread's daemon is ready",
	.calls = {daemon_create, daemon_reap, daemon_settle},
};
