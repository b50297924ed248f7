/*
 * placement: whether the calling thread and its children run where the request says, as the kernel
 * tells it. Built with and without libc; outside the timed path.
 */
#ifndef PROCBENCH_SUBJECT_PLACEMENT_H
#define PROCBENCH_SUBJECT_PLACEMENT_H

#include "procbench/subject/arena.h"

#define PLACEMENT_TEXT_BYTES 200
#define PLACEMENT_ERROR      11 /* EAGAIN */

/* Keeps the CPUs that the main thread may use before the samples; for who is not pinned. */
void placement_keep(struct arena_header *header);

/*
 * 0 where the calling thread is on the CPU of `spawner` alone, or, not pinned, where it may use the
 * CPUs that were kept; and where it can move to that of its children, which it tries and undoes.
 * Children inherit all that decides: the mask, the cpuset and the filters. -1 and why in `why`.
 */
int placement_check(const struct arena_header *header, const struct arena_spawner *spawner,
		    char why[PLACEMENT_TEXT_BYTES]);

#endif
