/*
 * observe: follows a command, or a running process, with all that it creates.
 */
#ifndef PROCBENCH_OBSERVE_OBSERVE_H
#define PROCBENCH_OBSERVE_OBSERVE_H

#include "procbench/base/error.h"
#include "procbench/observe/observation.h"

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/* Of which children the system calls before exec are counted: that takes two stops per call. */
enum observe_counting {
	OBSERVE_COUNT_SOME, /* of each caller's executable, call and flags, see below */
	OBSERVE_COUNT_ALL,
	OBSERVE_COUNT_NONE
};

/*
 * While children make the same calls, those of the 1st, 2nd, 4th, 8th, ... are counted, but of one
 * per OBSERVE_COUNTED_STEP creations; and never more than OBSERVE_COUNTED_FIRST calls and one per
 * four creations.
 */
#define OBSERVE_COUNTED_STEP  64
#define OBSERVE_COUNTED_FIRST 64

/* Calls of one child before exec that are counted at most. */
#define OBSERVE_COUNTED_CALLS_MAX 2048

struct observe_request {
	char *const *argv; /* the command, found as by execvp; NULL: `pid` */
	pid_t pid;         /* a running process */
	bool filter;       /* a seccomp filter for the command: calls that fail are seen, too */
	enum observe_counting counting;
	bool in_full;          /* callers with all their mappings, which replay needs */
	bool only_sites;       /* without each creation and process */
	uint64_t limit_ns;     /* of a running process: end after this time; 0: when it has ended */
	void (*prepare)(void); /* runs in the command's process before its exec */
	void (*detached)(size_t processes); /* the command has ended and has left some; or NULL */
};

/*
 * Runs until all processes have ended. Signals for the caller go to the command, except those that
 * a terminal sends to both; on these, it detaches from a running process and from what a command
 * without filter has left behind. Fills the observation, which the caller frees either way.
 */
int observe_run(const struct observe_request *request, struct observation *observation,
		struct error *error);

#endif
