/*
 * reported: creations of language runtimes, whose child reports the errno of exec through a pipe.
 */
#ifndef PROCBENCH_METHODS_REPORTED_H
#define PROCBENCH_METHODS_REPORTED_H

#include "procbench/methods/creation.h"

#include <signal.h>

/* The pipe, whose write end closes when the child executes; in the child -1 is not a descriptor. */
struct report {
	int ends[2];
};

/*
 * Creates a child that runs the method's own code, which ends in creation_run_child(); returns its
 * pid or -errno.
 */
typedef long reported_start(struct creation *creation, const struct report *report);

/*
 * Makes the pipe, starts the child with `blocked` signals blocked, and waits for the end of the
 * pipe. Timed path.
 */
long reported_create(struct creation *creation, reported_start *start, const sigset_t *blocked);

/*
 * The end of a creation that made its pipe itself: waits for the end of the pipe if `pid` is a
 * child, and closes it. Returns `pid`. Timed path.
 */
long reported_end(const struct report *report, long pid);

#endif
