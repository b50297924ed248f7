/*
 * child: the steps that run in a child. Built with and without libc.
 */
#ifndef PROCBENCH_SUBJECT_CHILD_H
#define PROCBENCH_SUBJECT_CHILD_H

#include "procbench/methods/creation.h"
#include "procbench/subject/arena.h"

/*
 * Selects the child's steps: take a timestamp, move to creation->child_cpu, execute
 * creation->program, each only if requested.
 */
void child_plan(struct creation *creation, enum arena_stamping stamping);

/* Appends a step after the existing ones but before exec. */
void child_add_step(struct creation *creation, creation_step *added);

/* Replaces the step that executes creation->program, which must not be NULL. */
void child_replace_execution(struct creation *creation, creation_step *execution);

/* Ends a child whose exec failed with that errno, which the parent then finds. Child-safe. */
__attribute__((noreturn)) void child_cannot_execute(const struct creation *creation, int code);

#endif
