/*
 * executing: the calls by which a child executes its program, other than execve.
 */
#ifndef PROCBENCH_SUBJECT_EXECUTING_H
#define PROCBENCH_SUBJECT_EXECUTING_H

#include "procbench/base/error.h"
#include "procbench/methods/creation.h"

#include <stdint.h>

/*
 * Replaces the step that executes creation->program by the one for a value of via=, and opens what
 * it needs. Call after child_plan(). 0 or -errno.
 */
int executing_plan(struct creation *creation, uint64_t via, struct error *error);

#endif
