/*
 * cooling: drops the executed program, and what it is linked with, from the page cache before each
 * creation.
 */
#ifndef PROCBENCH_SUBJECT_COOLING_H
#define PROCBENCH_SUBJECT_COOLING_H

#include "procbench/base/error.h"
#include "procbench/methods/creation.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Tries to drop creation->program and the files that its loader lists, and makes creation->refresh
 * do so before each creation. -EBUSY or another -errno and the reason where pages of the program
 * itself stay; those of its libraries may.
 */
int cooling_plan(struct creation *creation, struct error *error);

/* How many pages of the libraries stayed at most, and why; false if none, or nothing is cooled. */
bool cooling_remark(char *text, size_t size);

#endif
