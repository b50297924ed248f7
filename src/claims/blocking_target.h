/*
 * blocking_target: a program to execute that blocks until it is released, so that it can be
 * inspected. One per process.
 */
#ifndef PROCBENCH_SRC_CLAIMS_BLOCKING_TARGET_H
#define PROCBENCH_SRC_CLAIMS_BLOCKING_TARGET_H

#include "creating.h"

#include <stdbool.h>
#include <stdint.h>

/* A child that cannot execute it notes that in `failure`, which it shares with its parent. */
int blocking_target_prepare(struct child_failure *failure, struct error *error);

/* A step that executes it; where exec returns, the next step runs. Child-safe. */
void blocking_target_execute(const struct creation *creation);

/* Waits until the child has executed it or exited; not for children of vfork. */
void blocking_target_wait(void);

/* The entry point in its ELF header; 0 where it cannot be read. */
uintptr_t blocking_target_entry(void);

/* Whether the process exists and has not exited. */
bool blocking_target_is_running(long pid);

/* Lets it exit. */
void blocking_target_release(void);

#endif
