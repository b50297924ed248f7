/*
 * hang: finds and kills children that exceed the time limit, and no others.
 *
 * It is not known which spawner a child belongs to. So when a spawner is overdue, all live children
 * are held by pidfd until every spawner has either started its next sample or is overdue itself.
 * Children that are still alive then are the ones that hang.
 */
#ifndef PROCBENCH_RUN_HANG_H
#define PROCBENCH_RUN_HANG_H

#include "procbench/subject/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#define HANG_CHILDREN_MAX (2 * ARENA_SPAWNERS)

/* How long a subject may take at least to go on once its children have ended. */
#define HANG_PATIENCE_NS UINT64_C(5000000000)

struct hang {
	bool holding;
	size_t count; /* number of held children */
	pid_t pids[HANG_CHILDREN_MAX];
	int fds[HANG_CHILDREN_MAX];    /* -1 without pidfds */
	uint64_t done[ARENA_SPAWNERS]; /* samples of each spawner after the children were found */
	uint64_t
		ended_ns[ARENA_SPAWNERS]; /* when its sample was first overdue, or a child killed */
};

enum hang_step {
	HANG_NOTHING, /* no spawner is overdue */
	HANG_WAIT,    /* check again soon */
	HANG_ENDED,   /* the hanging children were killed, or had just ended */
	HANG_SUBJECT  /* no child hangs: the caller must kill the subject */
};

/* When the current sample of that subject is overdue; UINT64_MAX if there is none. */
uint64_t hang_deadline_ns(const struct arena_header *header, uint64_t timeout_ns);

/* Checks the children of `parent`, the creator of the samples. Start from a zeroed `hang`. */
enum hang_step hang_look(struct hang *hang, struct arena_header *header, pid_t parent,
			 uint64_t timeout_ns);

/* Closes the held pidfds. */
void hang_forget(struct hang *hang);

#endif
