/*
 * hang: children that hold a sample for longer than they may, and ending these and no others.
 *
 * Nothing says whose child a child is: of a spawner that hangs, or of one that goes on. So those
 * that live once a spawner is overdue are held by descriptors, and are judged when every spawner
 * either has gone on to its next sample, so that its own is none of them any more, or is overdue
 * itself: whoever still lives then is what hangs.
 */
#ifndef PROCBENCH_RUN_HANG_H
#define PROCBENCH_RUN_HANG_H

#include "procbench/subject/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#define HANG_CHILDREN_MAX (2 * ARENA_SPAWNERS)

struct hang {
	bool holding;
	size_t count; /* of those that are held */
	pid_t pids[HANG_CHILDREN_MAX];
	int fds[HANG_CHILDREN_MAX];    /* -1 without pidfds */
	uint64_t done[ARENA_SPAWNERS]; /* of each spawner, after they were found */
};

enum hang_step {
	HANG_NOTHING, /* nobody is overdue */
	HANG_WAIT,    /* look again soon */
	HANG_ENDED,   /* what hung was ended, if it had not just ended itself */
	HANG_SUBJECT  /* it is no child that hangs: the caller ends the subject */
};

/* When the next sample of that subject is overdue; UINT64_MAX while none is being taken. */
uint64_t hang_deadline_ns(const struct arena_header *header, uint64_t timeout_ns);

/* Looks at the children of `parent`, whose samples these are. Start from a zeroed `hang`. */
enum hang_step hang_look(struct hang *hang, struct arena_header *header, pid_t parent,
			 uint64_t timeout_ns);

/* Lets go of what is held. */
void hang_forget(struct hang *hang);

#endif
