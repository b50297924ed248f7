/* thread_calls: a thread by the raw system call clone; with and without libc. */
#ifndef PROCBENCH_SRC_METHODS_THREAD_CALLS_H
#define PROCBENCH_SRC_METHODS_THREAD_CALLS_H

#include "procbench/methods/method.h"

struct thread_state {
	void *stack_top;
	volatile int tid; /* 0 once the thread has left its memory */
};

int thread_prepare(struct creation *creation, const struct keys *keys, struct error *error);
long thread_create(struct creation *creation);
long thread_reap(struct creation *creation, long pid, struct reaped *reaped);

#endif
