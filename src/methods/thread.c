/*
 * thread: the raw system call clone, with the flags by which libc makes threads.
 *
 * What libc adds to it is left out: a stack of its own (one is mapped before the loop, and enough,
 * since a thread has left it before the next is made), thread-local storage (CLONE_SETTLS: here the
 * thread has its parent's, so it makes raw calls only) and libc's bookkeeping. It is joined as libc
 * joins, by the word that the kernel clears when the thread has left its memory.
 */
#define _GNU_SOURCE
#include "clone_common.h"

#include <sched.h>

#define THREAD_FLAGS                                                                        \
	(CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND | CLONE_THREAD | CLONE_SYSVSEM | \
	 CLONE_PARENT_SETTID | CLONE_CHILD_CLEARTID)

struct thread_state {
	void *stack_top;
	volatile int tid; /* 0 once the thread has left its memory */
};

__attribute__((noreturn)) static void run_thread(void *creation)
{
	creation_run_steps(creation);
	sys_exit_thread(0);
}

static int thread_prepare(struct creation *creation, const struct keys *keys, struct error *error)
{
	struct thread_state *state = creation->state;

	(void)keys;
	return clone_common_map_stack(&state->stack_top, error);
}

static long thread_create(struct creation *creation)
{
	struct thread_state *state = creation->state;

	return sys_clone(THREAD_FLAGS, state->stack_top, (int *)&state->tid, run_thread, creation);
}

static long thread_reap(struct creation *creation, long pid, struct reaped *reaped)
{
	struct thread_state *state = creation->state;
	int tid;

	(void)reaped;
	while (pid > 0 && (tid = state->tid) != 0)
		sys_futex_wait(&state->tid, tid);
	return 0;
}

const struct method method_thread = {
	.name = "thread",
	.summary = "the raw system call clone with libc's flags for a thread, joined by futex",
	.groups = METHOD_GROUPS_PARENT,
	.creates = true,
	.runs_our_child = true,
	.shares_memory = true,
	.state_bytes = sizeof(struct thread_state),
	.prepare = thread_prepare,
	.calls = {thread_create, thread_reap, creation_settle_nothing},
};
