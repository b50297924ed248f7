/*
 * staying: a program to execute that stays until it is told to end, so that it can be looked at.
 * One at a time in a process.
 */
#ifndef PROCBENCH_SRC_CLAIMS_STAYING_H
#define PROCBENCH_SRC_CLAIMS_STAYING_H

#include "procbench/base/error.h"
#include "procbench/methods/creation.h"

#include <stdbool.h>

int staying_prepare(struct error *error);

/* A step that executes it; where that fails, the next step is taken. Child-safe. */
void staying_execute(const struct creation *creation);

/* Waits until the child has executed it, or has ended; only where the child is none of vfork's. */
void staying_wait(void);

/* Whether the process is there and has not ended. */
bool staying_lives(long pid);

/* Lets it end. */
void staying_end(void);

#endif
