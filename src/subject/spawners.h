/*
 * spawners: several threads of a subject that create at the same time.
 *
 * The main thread only waits for them: what a target orphans becomes its child, and none of theirs.
 */
#ifndef PROCBENCH_SUBJECT_SPAWNERS_H
#define PROCBENCH_SUBJECT_SPAWNERS_H

#include "procbench/base/error.h"
#include "procbench/methods/method.h"
#include "procbench/subject/arena.h"

/*
 * Prepares a creation for each, all of them copies of `planned`, which has all that comes before
 * the method's own prepare(). 0, or -errno.
 */
int spawners_prepare(struct arena_header *header, const struct method *method,
		     const struct creation *planned, const struct keys *keys, struct error *error);

/* Starts them, lets them warm up and measure together. */
void spawners_run(struct arena_header *header);

#endif
