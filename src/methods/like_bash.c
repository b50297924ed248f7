/*
 * like_bash: what bash 5.2 does in a script for an external command: fork with SIGINT, SIGTERM and
 * SIGCHLD blocked, six signals reset in the child, and in the parent SIGINT caught before the wait.
 */
#define _GNU_SOURCE
#include "procbench/methods/method.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

struct bash_state {
	struct sigaction interrupt; /* of this process, set again: SIGINT must still end the run */
	sigset_t before;
};

__attribute__((noreturn)) static void run_child(struct creation *creation)
{
	static const int reset[] = {SIGTSTP, SIGTTIN, SIGTTOU, SIGINT, SIGQUIT, SIGCHLD};
	const struct bash_state *state = creation->state;

	sys_getpid();
	sigprocmask(SIG_SETMASK, &state->before, NULL);
	for (size_t i = 0; i < sizeof(reset) / sizeof(reset[0]); i++)
		signal(reset[i], SIG_DFL);
	creation_run_child(creation);
}

/* Once to note the process, once to find it for the wait, which then runs with SIGCHLD blocked. */
static void begin_wait(const struct bash_state *state)
{
	sigset_t child;

	sigemptyset(&child);
	sigaddset(&child, SIGCHLD);
	sigprocmask(SIG_BLOCK, &child, NULL);
	sigprocmask(SIG_SETMASK, &state->before, NULL);
	sigprocmask(SIG_BLOCK, &child, NULL);
	sigaction(SIGINT, &state->interrupt, NULL);
}

static long bash_create(struct creation *creation)
{
	struct bash_state *state = creation->state;
	sigset_t blocked;
	pid_t pid;

	sigemptyset(&blocked);
	sigaddset(&blocked, SIGINT);
	sigaddset(&blocked, SIGTERM);
	sigaddset(&blocked, SIGCHLD);
	sigprocmask(SIG_BLOCK, &blocked, &state->before);
	pid = fork();
	if (pid == 0)
		run_child(creation);
	if (pid < 0)
		pid = -errno;
	sigprocmask(SIG_SETMASK, &state->before, NULL);
	if (pid > 0)
		begin_wait(state);
	return pid;
}

static void bash_settle(struct creation *creation, struct reaped *reaped)
{
	const struct bash_state *state = creation->state;

	(void)reaped;
	sigprocmask(SIG_SETMASK, &state->before, NULL);
}

static int bash_prepare(struct creation *creation, const struct keys *keys, struct error *error)
{
	struct bash_state *state = creation->state;

	(void)keys;
	if (sigaction(SIGINT, NULL, &state->interrupt) < 0)
		return error_set(error, errno, "cannot query SIGINT: %s", strerror(errno));
	return 0;
}

const struct method method_like_bash = {
	.name = "like-bash",
	.summary = "what bash 5.2 does in a script: fork with signals blocked, six signals reset",
	.call = "until the parent is copied; the child may already run on another CPU",
	.groups = METHOD_GROUPS_SPAWN,
	.creates = true,
	.only_executes = true,
	.runs_our_child = true,
	.one_spawner = "it reproduces a program that creates one child at a time",
	.state_bytes = sizeof(struct bash_state),
	.prepare = bash_prepare,
	.trace = {"fork",
		  NULL,
		  {{"set_robust_list", 0, 1},
		   {"getpid", 1, 1},
		   {"rt_sigprocmask", 1, 2},
		   {"rt_sigaction", 6, 6}}},
	.calls = {bash_create, creation_reap, bash_settle},
};
