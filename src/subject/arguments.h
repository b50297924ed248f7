/*
 * arguments: more of them for the program that a child executes.
 */
#ifndef PROCBENCH_SUBJECT_ARGUMENTS_H
#define PROCBENCH_SUBJECT_ARGUMENTS_H

#include "procbench/base/error.h"
#include "procbench/methods/creation.h"

#include <stdint.h>

/*
 * Adds strings of `bytes` in all, the end of each included, behind creation->argv, as few as the
 * kernel takes. They share one memory, so that the parent does not grow with them. 0, or -errno.
 */
int arguments_add(struct creation *creation, uint64_t bytes, struct error *error);

#endif
