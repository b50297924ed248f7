/*
 * cooling: drops the executed program from the page cache before each creation.
 */
#ifndef PROCBENCH_SUBJECT_COOLING_H
#define PROCBENCH_SUBJECT_COOLING_H

#include "procbench/base/error.h"
#include "procbench/methods/creation.h"

/*
 * Opens creation->program, tries to drop it, and makes creation->refresh do so before each
 * creation. -EBUSY or another -errno and the reason where its pages stay.
 */
int cooling_plan(struct creation *creation, struct error *error);

#endif
