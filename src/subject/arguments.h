/*
 * arguments: extra arguments for the program that a child executes.
 */
#ifndef PROCBENCH_SUBJECT_ARGUMENTS_H
#define PROCBENCH_SUBJECT_ARGUMENTS_H

#include "procbench/base/error.h"
#include "procbench/methods/creation.h"

#include <stdint.h>

/*
 * Appends the fewest possible strings of `bytes` in total, including NULs, to creation->argv. They
 * share the same memory, so that the parent does not grow. 0 or -errno.
 */
int arguments_add(struct creation *creation, uint64_t bytes, struct error *error);

#endif
