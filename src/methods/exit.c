/*
 * exit: only the end of a child: it is created and asleep before START, which releases it.
 *
 * The next child is created in settle(), after REAPED. The last one is never released; it ends with
 * the subject.
 */
#define _GNU_SOURCE
#include "procbench/methods/method.h"
#include "procbench/sys/proc_text.h"

#include <errno.h>
#include <inttypes.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>

/* Shared with the child, on a page of its own. */
struct gate {
	volatile int released;
};

struct exit_state {
	struct gate *gate;
	long pid; /* of the child that waits, or -errno */
};

/* ---- the child ---- */

__attribute__((noreturn)) static void wait_and_run(void *argument)
{
	const struct creation *creation = argument;
	const struct exit_state *state = creation->state;

	sys_prctl(PR_SET_PDEATHSIG, SIGKILL);
	while (!state->gate->released)
		sys_futex_wait(&state->gate->released, 0);
	creation_run_child(argument);
}

/* ---- between the samples ---- */

/* How long a child may take until it sleeps. */
#define ASLEEP_YIELDS 100
#define ASLEEP_MS     2000

static char state_of(long pid)
{
	char path[32], text[512];
	const char *end;

	snprintf(path, sizeof(path), "/proc/%ld/stat", pid);
	proc_text_read(path, text, sizeof(text));
	end = strrchr(text, ')'); /* the name before may contain anything */
	return end && end[1] == ' ' ? end[2] : 0;
}

/* A child that had yet to fall asleep would not have to be woken. */
static long await_sleep(long pid)
{
	char state = 'R';

	for (int i = 0; i < ASLEEP_YIELDS && state == 'R'; i++) {
		sched_yield();
		state = state_of(pid);
	}
	for (int i = 0; i < ASLEEP_MS && state == 'R'; i++) {
		sys_sleep_ms(1);
		state = state_of(pid);
	}
	return state == 'R' ? -ETIMEDOUT : pid;
}

static void create_next(struct creation *creation)
{
	struct exit_state *state = creation->state;

	state->gate->released = 0;
	state->pid = sys_clone(SIGCHLD, NULL, NULL, wait_and_run, creation);
	if (state->pid > 0)
		state->pid = await_sleep(state->pid);
}

static int exit_prepare(struct creation *creation, const struct keys *keys, struct error *error)
{
	struct exit_state *state = creation->state;
	void *page = mmap(NULL, sizeof(*state->gate), PROT_READ | PROT_WRITE,
			  MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	(void)keys;
	if (page == MAP_FAILED)
		return error_set(error, errno, "cannot map the gate of the waiting child: %s",
				 strerror(errno));
	state->gate = page;
	create_next(creation);
	return 0;
}

static void exit_settle(struct creation *creation, struct reaped *reaped)
{
	(void)reaped;
	create_next(creation);
}

/* ---- timed path ---- */

static long exit_create(struct creation *creation)
{
	const struct exit_state *state = creation->state;

	if (state->pid < 0)
		return state->pid;
	state->gate->released = 1;
	sys_futex_wake(&state->gate->released);
	return state->pid;
}

const struct method method_exit = {
	.name = "exit",
	.summary =
		"only the end of a child that exists already: from its release until it is reaped",
	.call = "until the waiting child has been woken",
	.groups = METHOD_GROUPS_CHILD,
	.creates = true,
	.runs_our_child = true,
	.keeps_child = true,
	.state_bytes = sizeof(struct exit_state),
	.prepare = exit_prepare,
	.calls = {exit_create, creation_reap, exit_settle},
};
