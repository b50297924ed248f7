/*
 * forkserver: a small helper process forks on request, as in servers with large parents.
 *
 * The helper is forked before the parent's shape is built, so it stays small. A request is one byte
 * over a socketpair; the helper calls libc's fork(), replies with the pid, waits for the child, and
 * replies with its status. The span call ends with the first reply, reap with the second.
 *
 * Keys about the child's memory are not supported, because the child is a copy of the helper. The
 * helper ends when the socket is closed or the subject's main thread ends.
 */
#define _GNU_SOURCE
#include "procbench/methods/method.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

struct forkserver_state {
	int fd; /* socket to the helper */
};

/* The second reply. */
struct ending {
	long waited; /* 0, or -errno */
	struct reaped reaped;
};

/* ---- in the helper ---- */

static void answer_with_ending(struct creation *creation, int fd, long pid)
{
	struct ending ending;

	memset(&ending, 0, sizeof(ending));
	ending.waited = creation_reap(creation, pid, &ending.reaped);
	sys_write(fd, &ending, sizeof(ending));
}

__attribute__((noreturn)) static void run_helper(struct creation *creation, int fd)
{
	char request;
	long pid;

	while (sys_read(fd, &request, 1) == 1) {
		pid = fork();
		if (pid == 0)
			creation_run_child(creation);
		if (pid < 0)
			pid = -errno;
		sys_write(fd, &pid, sizeof(pid));
		if (pid > 0)
			answer_with_ending(creation, fd, pid);
	}
	sys_exit_group(0);
}

__attribute__((noreturn)) static void become_helper(struct creation *creation, const int ends[2],
						    pid_t parent)
{
	sys_close(ends[0]);
	sys_prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (sys_getppid() != parent)
		sys_exit_group(0);
	run_helper(creation, ends[1]);
}

/* ---- in the subject ---- */

static int forkserver_begin(struct creation *creation, struct error *error)
{
	struct forkserver_state *state = creation->state;
	pid_t parent = getpid(), pid;
	int ends[2];

	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) < 0)
		return error_set(error, errno, "cannot create a socketpair for the helper: %s",
				 strerror(errno));
	pid = fork();
	if (pid == 0)
		become_helper(creation, ends, parent);
	if (pid < 0)
		return error_set(error, errno, "cannot fork the helper: %s", strerror(errno));
	sys_close(ends[1]);
	state->fd = ends[0];
	return pid;
}

/* 0 or -errno; -EPIPE if the helper has ended. */
static long receive(int fd, void *data, size_t size)
{
	ssize_t got = recv(fd, data, size, 0);

	if (got == (ssize_t)size)
		return 0;
	return got < 0 ? -errno : -EPIPE;
}

static long forkserver_create(struct creation *creation)
{
	const struct forkserver_state *state = creation->state;
	long pid, status;

	if (send(state->fd, "f", 1, MSG_NOSIGNAL) < 0)
		return -errno;
	status = receive(state->fd, &pid, sizeof(pid));
	return status < 0 ? status : pid;
}

static long forkserver_reap(struct creation *creation, long pid, struct reaped *reaped)
{
	const struct forkserver_state *state = creation->state;
	struct ending ending;
	long status;

	if (pid < 0)
		return 0;
	status = receive(state->fd, &ending, sizeof(ending));
	if (status < 0)
		return status;
	*reaped = ending.reaped;
	return ending.waited;
}

const struct method method_forkserver = {
	.name = "forkserver",
	.summary = "a helper, forked before the parent's shape was built, forks on request",
	.call = "until the helper has forked and answered with the child's pid",
	.groups = METHOD_GROUPS_SPAWN & ~(KEY_GROUP_REAP | KEY_GROUP_CGROUP),
	.creates = true,
	.runs_our_child = true,
	.state_bytes = sizeof(struct forkserver_state),
	.one_spawner = "the helper serves one request at a time",
	.begin = forkserver_begin,
	.calls = {forkserver_create, forkserver_reap, creation_settle_nothing},
};
