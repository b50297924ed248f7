/*
 * watch: waits for the subjects of a launch and ends children that hang.
 */
#ifndef PROCBENCH_RUN_WATCH_H
#define PROCBENCH_RUN_WATCH_H

#include "procbench/run/launch.h"
#include "procbench/sys/family.h"

struct watched;

struct watch {
	struct family family;
	struct watched *subjects; /* one per subject of the launch */
	size_t count;
	size_t failed; /* the one that ended before its time; `count`: none did */
	int signal_fd;
	uint64_t timeout_ns;
	uint64_t deadline_ns; /* of the launch, 0: none */
	uint64_t answer_ns;   /* the most that a started program may need to become a subject */
	uint64_t quiet_ns;    /* the most that a subject may be without a sample under way */
};

/* Starts the subjects; 0, or -errno. End with watch_end() and watch_close() either way. */
int watch_start(struct watch *watch, const struct launcher *launcher, const struct launch *launch,
		const struct family_plan *plan, struct error *error);

/*
 * Sleeps until all subjects have ended, one has ended without having finished, the deadline has
 * passed, or the user wants an end; opens the gate when all are ready, and ends children that hang.
 */
enum launch_end watch_wait(struct watch *watch);

/* Ends and reaps all that is left; whether tidying up was done, too. */
bool watch_end(struct watch *watch);

/* How that subject ended, or 0 where it had not; its pid, or 0 where it never was. */
int watch_status(const struct watch *watch, size_t number);
pid_t watch_pid(const struct watch *watch, size_t number);

/* Why that subject could not go on, as far as its status does not tell. */
enum watch_loss {
	WATCH_LOSS_NONE,
	WATCH_LOSS_LATE,    /* it did not answer in time */
	WATCH_LOSS_STOPPED, /* by signal watch_status() */
	WATCH_LOSS_STUCK,   /* it took no sample for too long, while it was built or after it */
	WATCH_LOSS_PAUSED,  /* what keeps the subjects was stopped, by signal watch_status() */
	WATCH_LOSS_UNBORN,  /* it could not be started: errno watch_status() */
	WATCH_LOSS_KEEPER   /* what keeps the subjects has ended */
};

enum watch_loss watch_loss(const struct watch *watch, size_t number);

void watch_close(struct watch *watch);

/*
 * The least time that a started program has to become a subject, however short the timeout of a
 * child is: a busy machine delays any start.
 */
#define WATCH_ANSWER_NS UINT64_C(10000000000)

/* The most that a subject may be without a sample under way. */
#define WATCH_QUIET_NS UINT64_C(600000000000)

#endif
