/*
 * spawners: threads of a subject that create concurrently.
 *
 * The main thread only waits for them, so that orphans of a target become its children, not those
 * of a spawner.
 */
#ifndef PROCBENCH_SUBJECT_SPAWNERS_H
#define PROCBENCH_SUBJECT_SPAWNERS_H

#include "procbench/base/error.h"
#include "procbench/methods/method.h"
#include "procbench/subject/arena.h"

/*
 * Prepares a creation for each spawner as a copy of `planned`, which is complete except for the
 * method's prepare(). 0 or -errno.
 */
int spawners_prepare(struct arena_header *header, const struct method *method,
		     const struct creation *planned, const struct keys *keys, struct error *error);

/* Starts them, lets them warm up and measure together. */
void spawners_run(struct arena_header *header);

#endif
