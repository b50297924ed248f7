/*
 * child: the steps that a child of ours may run. Built with and without libc.
 */
#ifndef PROCBENCH_SUBJECT_CHILD_H
#define PROCBENCH_SUBJECT_CHILD_H

#include "procbench/methods/creation.h"
#include "procbench/subject/arena.h"

/*
 * Decides the child's work once: stamp, move to creation->child_cpu, execute creation->program,
 * each only if the request asks for it.
 */
void child_plan(struct creation *creation, enum arena_stamping stamping);

/* Puts one more step behind those that are there, but before the child executes. */
void child_add_step(struct creation *creation, creation_step *added);

#endif
