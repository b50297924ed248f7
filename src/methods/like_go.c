/*
 * like_go: what Go 1.19 does in exec.Command(PROGRAM).Run(): /dev/null opened for each stream and
 * offered to epoll, a pipe, clone with all signals blocked that borrows memory, 56 signals reset.
 */
#define _GNU_SOURCE
#include "reported.h"

#include "procbench/methods/method.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/wait.h>
#include <unistd.h>

#define STREAMS 3

struct go_state {
	int epoll; /* of Go's poller, which refuses /dev/null */
	int streams[STREAMS];
	int opened; /* of the streams */
	sigset_t before;
};

static void close_streams(struct go_state *state)
{
	for (int stream = 0; stream < state->opened; stream++)
		close(state->streams[stream]);
	state->opened = 0;
}

static int open_streams(struct go_state *state)
{
	struct epoll_event event = {.events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET};

	for (int stream = 0; stream < STREAMS; stream++) {
		int fd = open("/dev/null", (stream == 0 ? O_RDONLY : O_WRONLY) | O_CLOEXEC);

		if (fd < 0)
			return -errno;
		state->streams[state->opened++] = fd;
		epoll_ctl(state->epoll, EPOLL_CTL_ADD, fd, &event);
	}
	return 0;
}

/* Go handles every signal but these; 32 and 34 it leaves to libc. */
static bool is_handled(int number)
{
	static const int others[] = {SIGKILL, SIGSTOP, SIGCONT, SIGTSTP, SIGTTIN, SIGTTOU, 32, 34};

	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		if (number == others[i])
			return false;
	return true;
}

__attribute__((noreturn)) static void run_child(void *argument)
{
	struct creation *creation = argument;
	const struct go_state *state = creation->state;

	for (int number = 1; number < NSIG; number++)
		if (is_handled(number))
			sys_sigaction(number, SIG_DFL);
	sigprocmask(SIG_SETMASK, &state->before, NULL);
	for (int stream = 0; stream < STREAMS; stream++)
		if (sys_dup3(state->streams[stream], stream) < 0)
			sys_exit_group(127);
	creation_run_child(creation);
}

static long start(struct creation *creation)
{
	struct go_state *state = creation->state;
	sigset_t all;
	long pid;

	sigfillset(&all);
	sys_getpid();
	sigprocmask(SIG_SETMASK, NULL, &state->before);
	sigprocmask(SIG_SETMASK, &all, NULL);
	pid = sys_clone(CLONE_VM | CLONE_VFORK | SIGCHLD, NULL, NULL, run_child, creation);
	sigprocmask(SIG_SETMASK, &state->before, NULL);
	return pid;
}

static long start_reported(struct creation *creation)
{
	struct report report;

	if (pipe2(report.ends, O_CLOEXEC) < 0)
		return -errno;
	return reported_end(&report, start(creation));
}

static long go_create(struct creation *creation)
{
	struct go_state *state = creation->state;
	long pid = open_streams(state);

	if (pid == 0)
		pid = start_reported(creation);
	close_streams(state);
	return pid;
}

/* Go waits without reaping first, so that a signal cannot reach another process of that pid. */
static long go_reap(struct creation *creation, long pid, struct reaped *reaped)
{
	siginfo_t info;

	while (pid > 0 && waitid(P_PID, (id_t)pid, &info, WEXITED | WNOWAIT) < 0 && errno == EINTR)
		;
	return creation_reap(creation, pid, reaped);
}

static int go_prepare(struct creation *creation, const struct keys *keys, struct error *error)
{
	struct go_state *state = creation->state;

	(void)keys;
	state->epoll = epoll_create1(EPOLL_CLOEXEC);
	if (state->epoll < 0)
		return error_set(error, errno, "cannot make an epoll instance: %s",
				 strerror(errno));
	return 0;
}

const struct method method_like_go = {
	.name = "like-go",
	.summary = "what Go 1.19's exec.Command().Run() does: /dev/null, pipe, clone, 56 signals "
		   "reset",
	.call = "until the child has executed its program, as a pipe reports",
	.groups = METHOD_GROUPS_SPAWN,
	.creates = true,
	.suspends = true,
	.only_executes = true,
	.runs_our_child = true,
	.shares_memory = true,
	.floor = "floor-vfork",
	.one_spawner = "it reproduces a program that creates one child at a time",
	.state_bytes = sizeof(struct go_state),
	.prepare = go_prepare,
	.trace = {"vfork",
		  NULL,
		  {{"rt_sigaction", 56, 62}, {"rt_sigprocmask", 1, 1}, {"dup3", 3, 3}}},
	.calls = {go_create, go_reap, creation_settle_nothing},
};
