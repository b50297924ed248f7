/*
 * request: encodes a case for its subject.
 */
#ifndef PROCBENCH_RUN_REQUEST_H
#define PROCBENCH_RUN_REQUEST_H

#include "procbench/run/plan.h"
#include "procbench/subject/arena.h"

/*
 * Packs method, keys and what the child executes into the header, whose stamping is set already.
 * -E2BIG when the strings do not fit.
 */
int request_pack(struct arena_header *header, const struct plan_case *item, struct error *error);

/* Whether there is a program for the child to execute: 0, or -errno and why not. */
int request_check(const struct plan_case *item, struct error *error);

/* In the new process: what the case changes in the environment. */
void request_environment(const struct plan_case *item);

/*
 * The path of the binary that a subject with libc runs: the case's, or that of the process
 * ("self", or a pid).
 */
void request_image(const struct plan_case *item, const char *process, char *path, size_t size);

#endif
