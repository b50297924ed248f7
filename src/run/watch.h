/*
 * watch: the subjects of a launch, from their start to their end.
 */
#ifndef PROCBENCH_RUN_WATCH_H
#define PROCBENCH_RUN_WATCH_H

#include "procbench/run/launch.h"

struct watched;

struct watch {
	struct watched *subjects; /* one for each of the launch's */
	struct pollfd *fds;
	size_t count;
	size_t failed; /* the one that ended before its time; `count`: none did */
	int signal_fd;
	uint64_t timeout_ns;
};

/* Room for the subjects of that launch; -ENOMEM. End with watch_end() either way. */
int watch_open(struct watch *watch, const struct launcher *launcher, const struct launch *launch,
	       struct error *error);

/* Takes subject `number`, which is process `pid` from now on. */
void watch_add(struct watch *watch, size_t number, pid_t pid);

/*
 * Sleeps until all subjects have ended, one has ended without having finished, or the user wants an
 * end; opens the gate when all are ready, and ends children that hang.
 */
enum launch_end watch_wait(struct watch *watch);

/* Ends and reaps all that is left. */
void watch_end(struct watch *watch);

/* After watch_end(): how that subject ended, as wait4 tells it; its pid; 0 where it never was. */
int watch_status(const struct watch *watch, size_t number);
pid_t watch_pid(const struct watch *watch, size_t number);

/* Whether it was ended because no subject answered in time. */
bool watch_late(const struct watch *watch, size_t number);

void watch_close(struct watch *watch);

#endif
