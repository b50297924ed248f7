/*
 * arguments: extra arguments for the program that a child executes.
 */
#ifndef PROCBENCH_SUBJECT_ARGUMENTS_H
#define PROCBENCH_SUBJECT_ARGUMENTS_H

#include "procbench/base/error.h"
#include "procbench/methods/creation.h"
#include "procbench/shapes/shape_strings.h"

/*
 * Appends the strings, at least one, to creation->argv. They share the same memory, so that the
 * parent grows by their table alone. 0 or -errno.
 */
int arguments_add(struct creation *creation, const struct shape_strings *strings,
		  struct error *error);

#endif
