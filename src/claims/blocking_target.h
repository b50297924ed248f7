/*
 * blocking_target: a program to execute that stays until it is told to end, so that it can be
 * looked at. One at a time in a process.
 */
#ifndef PROCBENCH_SRC_CLAIMS_BLOCKING_TARGET_H
#define PROCBENCH_SRC_CLAIMS_BLOCKING_TARGET_H

#include "procbench/base/error.h"
#include "procbench/methods/creation.h"

#include <stdbool.h>

int blocking_target_prepare(struct error *error);

/* A step that executes it; where that fails, the next step is taken. Child-safe. */
void blocking_target_execute(const struct creation *creation);

/* Waits until the child has executed it, or has ended; only where the child is none of vfork's. */
void blocking_target_wait(void);

/* Whether the process is there and has not ended. */
bool blocking_target_lives(long pid);

/* Lets it end. */
void blocking_target_end(void);

#endif
