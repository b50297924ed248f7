/*
 * placement: verifies that the calling thread and its children run on the requested CPUs. Built
 * with and without libc; not in the timed path.
 */
#ifndef PROCBENCH_SUBJECT_PLACEMENT_H
#define PROCBENCH_SUBJECT_PLACEMENT_H

#include "procbench/methods/creation.h"
#include "procbench/subject/arena.h"

#define PLACEMENT_TEXT_BYTES 200
#define PLACEMENT_ERROR      11 /* EAGAIN */

/* Records the allowed CPUs of the main thread before the samples, for cases without pinning. */
void placement_keep(struct arena_header *header);

/*
 * 0 if the calling thread is allowed only on the CPU of `spawner` or, if not pinned, on the
 * recorded CPUs, and if it can move to the CPU of its children, which it tries and undoes; children
 * inherit its mask, cpuset and filters. Else -1 and the reason in `why`.
 */
int placement_check(const struct arena_header *header, const struct arena_spawner *spawner,
		    char why[PLACEMENT_TEXT_BYTES]);

/*
 * The same for a child that does not inherit its CPUs, by a creation beside the samples whose child
 * looks for itself. Nothing is verified with cpu=any, which states nothing about such a child.
 */
int placement_check_trial(const struct arena_header *header, const struct arena_spawner *spawner,
			  const struct creation *creation, char why[PLACEMENT_TEXT_BYTES]);

#endif
