/*
 * work: the child's steps that need libc.
 */
#ifndef PROCBENCH_SUBJECT_WORK_H
#define PROCBENCH_SUBJECT_WORK_H

#include "procbench/methods/method.h"

/*
 * Adds the steps for the keys of KEY_GROUP_CHILD and sets the parent's writes. Call after
 * child_plan() and after the shape is built. The keys must have passed shape_check().
 * 0 or -errno.
 */
int work_plan(const struct method *method, struct creation *creation, const struct keys *keys,
	      struct error *error);

#endif
