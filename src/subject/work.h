/*
 * work: what a child does beside the steps that every subject knows.
 */
#ifndef PROCBENCH_SUBJECT_WORK_H
#define PROCBENCH_SUBJECT_WORK_H

#include "procbench/methods/method.h"

/*
 * Adds the steps that the keys of KEY_GROUP_CHILD ask for, and says what the parent is to write;
 * comes after child_plan() and the shape. The keys have passed shape_check().
 */
void work_plan(const struct method *method, struct creation *creation, const struct keys *keys);

#endif
