/*
 * waiting: a child that is created and asleep before START, which releases it.
 *
 * The next child is created in settle(), after REAPED. The last one is never released; it ends with
 * the subject.
 */
#define _GNU_SOURCE
#include "waiting.h"

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

/* ---- the child ---- */

__attribute__((noreturn)) static void wait_and_run(void *argument)
{
	const struct creation *creation = argument;
	const struct waiting_state *state = creation->state;

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
	struct waiting_state *state = creation->state;

	state->gate->released = 0;
	state->pid = sys_clone(SIGCHLD, NULL, NULL, wait_and_run, creation);
	if (state->pid > 0)
		state->pid = await_sleep(state->pid);
}

int waiting_prepare(struct creation *creation, const struct keys *keys, struct error *error)
{
	struct waiting_state *state = creation->state;
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

void waiting_settle(struct creation *creation, struct reaped *reaped)
{
	(void)reaped;
	create_next(creation);
}

/* ---- timed path ---- */

long waiting_create(struct creation *creation)
{
	const struct waiting_state *state = creation->state;

	if (state->pid < 0)
		return state->pid;
	state->gate->released = 1;
	sys_futex_wake(&state->gate->released);
	return state->pid;
}
