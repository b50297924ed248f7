/*
 * like_node: what Node 20 does through libuv 1.46: a pipe, fork with signals blocked, 29 signals
 * reset, and the standard streams made blocking and inheritable.
 */
#define _GNU_SOURCE
#include "reported.h"

#include "procbench/methods/method.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define SIGNALS_RESET 31
#define STREAMS       3

struct node_state {
	int lock[2]; /* libuv's lock of its signal handling, a pipe that each process has of its own
		      */
};

/* As libuv's handler of pthread_atfork does. */
static void renew_lock(const struct node_state *state)
{
	int ends[2];

	close(state->lock[0]);
	close(state->lock[1]);
	if (pipe2(ends, O_CLOEXEC) < 0 || write(ends[1], "*", 1) < 0)
		sys_exit_group(127);
}

static void reset_signals(void)
{
	for (int number = 1; number <= SIGNALS_RESET; number++)
		if (number != SIGKILL && number != SIGSTOP)
			signal(number, SIG_DFL);
}

static void inherit_streams(void)
{
	for (int stream = 0; stream < STREAMS; stream++) {
		fcntl(stream, F_SETFD, 0);
		fcntl(stream, F_GETFL); /* none is to be changed */
	}
}

__attribute__((noreturn)) static void run_child(struct creation *creation)
{
	sigset_t none;

	renew_lock(creation->state);
	reset_signals();
	inherit_streams();
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	creation_run_child(creation);
}

static long start(struct creation *creation, const struct report *report)
{
	pid_t pid = fork();

	(void)report;
	if (pid == 0)
		run_child(creation);
	return pid < 0 ? -errno : pid;
}

/* Those stay open that a fault of the process itself raises. */
static long node_create(struct creation *creation)
{
	static const int open[] = {SIGKILL, SIGSTOP, SIGTRAP, SIGSEGV,
				   SIGBUS,  SIGILL,  SIGSYS,  SIGABRT};
	sigset_t most;

	sigfillset(&most);
	for (size_t i = 0; i < sizeof(open) / sizeof(open[0]); i++)
		sigdelset(&most, open[i]);
	return reported_create(creation, start, &most);
}

static int node_prepare(struct creation *creation, const struct keys *keys, struct error *error)
{
	struct node_state *state = creation->state;

	(void)keys;
	if (pipe2(state->lock, O_CLOEXEC) < 0)
		return error_set(error, errno, "cannot make a pipe: %s", strerror(errno));
	return 0;
}

const struct method method_like_node = {
	.name = "like-node",
	.summary = "what Node 20 does through libuv: pipe, fork, signals reset one by one",
	.call = "until the child has executed its program, as a pipe reports",
	.groups = METHOD_GROUPS_SPAWN,
	.creates = true,
	.only_executes = true,
	.runs_our_child = true,
	.one_spawner = "it reproduces a program that creates one child at a time",
	.state_bytes = sizeof(struct node_state),
	.prepare = node_prepare,
	.trace = {"fork",
		  NULL,
		  {{"set_robust_list", 0, 1},
		   {"close", 2, 2},
		   {"pipe2", 1, 1},
		   {"write", 1, 1},
		   {"rt_sigaction", 29, 29},
		   {"fcntl", 6, 6},
		   {"rt_sigprocmask", 1, 4}}},
	.calls = {node_create, creation_reap, creation_settle_nothing},
};
