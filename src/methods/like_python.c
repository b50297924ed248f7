/*
 * like_python: what Python's subprocess does by default (3.11): a pipe, vfork with all signals
 * blocked, a query of every signal, and all descriptors closed but that pipe.
 */
#define _GNU_SOURCE
#include "reported.h"

#include "procbench/methods/method.h"

#include <errno.h>
#include <limits.h>
#include <unistd.h>

/* Python sets these to be ignored, and its children get them back. */
static void restore_signals(void)
{
	signal(SIGPIPE, SIG_DFL);
	signal(SIGXFSZ, SIG_DFL);
}

/* A handler must not run in the memory that the child borrows. */
static void reset_handlers(void)
{
	struct sigaction action;

	for (int number = 1; number < NSIG; number++) {
		if (number == SIGKILL || number == SIGSTOP || sigaction(number, NULL, &action) < 0)
			continue;
		if (action.sa_handler != SIG_DFL && action.sa_handler != SIG_IGN)
			signal(number, SIG_DFL);
	}
}

/* Two calls, around the pipe; the subject's own descriptors stay. */
static void close_others(int kept)
{
	unsigned low = CREATION_FDS_KEPT;

	sys_close_between(low, (unsigned)kept > low ? (unsigned)kept - 1 : low);
	sys_close_between((unsigned)kept >= low ? (unsigned)kept + 1 : low + 1, INT_MAX);
}

__attribute__((noreturn)) static void run_child(struct creation *creation,
						const struct report *report)
{
	sigset_t none;

	sys_close(report->ends[0]);
	restore_signals();
	reset_handlers();
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	close_others(report->ends[1]);
	creation_run_child(creation);
}

/* The child uses the stack below this frame, which the parent needs again. */
__attribute__((noinline)) static long start(struct creation *creation, const struct report *report)
{
	pid_t pid = vfork();

	if (pid == 0)
		run_child(creation, report);
	return pid < 0 ? -errno : pid;
}

static long python_create(struct creation *creation)
{
	sigset_t all;

	sigfillset(&all);
	return reported_create(creation, start, &all);
}

static int python_probe(struct error *error)
{
	long status = sys_close_between(~0u, ~0u);
	char scratch[16];

	if (status == 0)
		return 0;
	return error_set(
		error, (int)-status,
		"the kernel or a seccomp filter refuses close_range: %s (requires Linux 5.9)",
		error_name((int)-status, scratch));
}

const struct method method_like_python = {
	.name = "like-python",
	.summary =
		"what Python's subprocess does by default: pipe, vfork, signal loop, close_range",
	.call = "until the child has executed its program, as a pipe reports",
	.groups = METHOD_GROUPS_SPAWN,
	.creates = true,
	.suspends = true,
	.only_executes = true,
	.runs_our_child = true,
	.shares_memory = true,
	.floor = "floor-vfork",
	.one_spawner = "it reproduces a program that creates one child at a time",
	.probe = python_probe,
	.trace = {"vfork",
		  NULL,
		  {{"close", 1, 1},
		   {"rt_sigaction", 60, 80},
		   {"rt_sigprocmask", 1, 3},
		   {"close_range", 1, 2}}},
	.calls = {python_create, creation_reap, creation_settle_nothing},
};
