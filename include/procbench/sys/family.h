/*
 * family: processes that are started together and end together, even if their starter dies.
 *
 * A keeper process starts them and is the subreaper of their orphans. So exactly the descendants of
 * the keeper belong to the family; other children of the caller, inherited or adopted as the first
 * process of a pid namespace, are not touched.
 */
#ifndef PROCBENCH_SYS_FAMILY_H
#define PROCBENCH_SYS_FAMILY_H

#include "procbench/base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct family_plan {
	size_t count;
	/*
	 * Is member `number`, in a process group of its own where that is allowed; does not return.
	 * Its parent is the keeper.
	 */
	void (*live)(void *context, size_t number);
	/* In the keeper, once that member has been reaped. NULL: nothing. */
	void (*tidy)(void *context, size_t number, pid_t pid);
	void *context;
};

struct family {
	pid_t keeper; /* 0: none */
	int events;   /* readable when there is an event */
	int order;    /* that the keeper ends the family when all that hold it have closed it */
};

enum family_event_kind {
	FAMILY_STARTED, /* as `pid`, which stays taken until family_end() */
	FAMILY_ENDED,   /* as `status` tells, in wait4's form */
	FAMILY_STOPPED, /* by signal `status`, and not by its own children's work */
	FAMILY_FAILED   /* could not be started: errno `status` */
};

struct family_event {
	enum family_event_kind kind;
	size_t number;
	pid_t pid;
	int status;
};

/* Starts the keeper, which starts the members. 0, or -errno; end with family_end() either way. */
int family_start(struct family *family, const struct family_plan *plan, struct error *error);

/* The next event: 1, 0 when there is none yet, or -EPIPE when the keeper has gone. */
int family_read(const struct family *family, struct family_event *event);

/* The signal that has stopped the keeper; 0: it is running. */
int family_stopped(const struct family *family);

/*
 * Ends and reaps all members and everything below them, and tidies up after them. Returns whether
 * the keeper could do so; it could not when it was killed, and then the members end by themselves
 * or by SIGKILL.
 */
bool family_end(struct family *family);

#endif
