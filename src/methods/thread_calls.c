/*
 * thread_calls: a thread created by the raw clone system call with libc's flags.
 *
 * Left out are libc's bookkeeping, a stack per thread (one is mapped before the loop and reused)
 * and thread-local storage (the thread has its parent's, so it makes raw calls only). It is joined
 * as in libc, by a futex wait on the word that the kernel clears when the thread ends.
 */
#include "thread_calls.h"

#include <linux/sched.h>
#include <sys/mman.h>

#define THREAD_FLAGS                                                                        \
	(CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND | CLONE_THREAD | CLONE_SYSVSEM | \
	 CLONE_PARENT_SETTID | CLONE_CHILD_CLEARTID)

#define STACK_BYTES 65536

__attribute__((noreturn)) static void run_thread(void *creation)
{
	creation_run_steps(creation);
	sys_exit_thread(0);
}

/* Without libc the text is formatted by hand. */
int thread_prepare(struct creation *creation, const struct keys *keys, struct error *error)
{
	struct thread_state *state = creation->state;
	long stack = sys_mmap(STACK_BYTES, PROT_READ | PROT_WRITE,
			      MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK, -1, 0);

	(void)keys;
	if (stack < 0 && stack > -4096) {
		if (error)
			*error = (struct error){(int)-stack, "cannot map a stack for the thread"};
		return (int)stack;
	}
	state->stack_top = (char *)stack + STACK_BYTES;
	return 0;
}

long thread_create(struct creation *creation)
{
	struct thread_state *state = creation->state;

	return sys_clone(THREAD_FLAGS, state->stack_top, (int *)&state->tid, run_thread, creation);
}

long thread_reap(struct creation *creation, long pid, struct reaped *reaped)
{
	struct thread_state *state = creation->state;
	int tid;

	(void)reaped;
	while (pid > 0 && (tid = state->tid) != 0)
		sys_futex_wait(&state->tid, tid);
	return 0;
}
