/* thread_calls: a thread created by the raw clone system call; with and without libc. */
#ifndef PROCBENCH_SRC_METHODS_THREAD_CALLS_H
#define PROCBENCH_SRC_METHODS_THREAD_CALLS_H

#include "procbench/methods/method.h"

struct thread_state {
	void *stack_top;
	volatile int tid; /* cleared by the kernel when the thread has ended */
};

int thread_prepare(struct creation *creation, const struct keys *keys, struct error *error);
long thread_create(struct creation *creation);
long thread_reap(struct creation *creation, long pid, struct reaped *reaped);

#endif
