/*
 * launch: one subject, from its start to its end.
 *
 * The controller puts the request into a fresh arena, starts the subject pinned and in a process
 * group of its own, sleeps on its pidfd, bounds the time of each child, and leaves nothing behind.
 */
#ifndef PROCBENCH_RUN_LAUNCH_H
#define PROCBENCH_RUN_LAUNCH_H

#include "procbench/base/error.h"
#include "procbench/run/plan.h"
#include "procbench/subject/arena.h"

#include <stdbool.h>
#include <stdint.h>

/* What all launches of a run share. */
struct launcher {
	int floor_fd;                 /* the freestanding subject, -1 until it is needed */
	int target_fds[TARGET_COUNT]; /* likewise */
	int stamp_fd;                 /* the stamp page */
	int signal_fd;                /* readable when the user wants an end; the caller's */
	int cpu;                      /* to measure on */
	int other_cpu;                /* for cpu=other, -1 */
	bool counter_trusted;
	struct clock_pair opened; /* when, on both clocks */
	uint64_t timeout_ns;      /* of one child */
};

/* Also makes the caller the reaper of whatever its subjects orphan. */
int launcher_open(struct launcher *launcher, int signal_fd, uint64_t timeout_ns,
		  struct error *error);
void launcher_close(struct launcher *launcher);

enum launch_end {
	LAUNCH_DONE,
	LAUNCH_REFUSED,    /* the subject said why it cannot: the case is skipped */
	LAUNCH_LOST,       /* the subject crashed, was killed, or hung */
	LAUNCH_INTERRUPTED /* signal_fd became readable */
};

struct launch {
	/* request */
	const struct plan_case *item;
	bool stamped;
	uint64_t samples;
	uint64_t warmup;
	/* answer */
	enum launch_end end;
	struct error why; /* for LAUNCH_REFUSED and LAUNCH_LOST */
	int arena_fd;     /* the samples are there, at ARENA_SAMPLES_AT; until launch_close() */
	struct arena_header *header;
};

/* Runs it; 0 whatever the end, or -errno when the controller itself cannot go on. */
int launch_run(struct launcher *launcher, struct launch *launch, struct error *error);
void launch_close(struct launch *launch);

/* Whether a signal is waiting on signal_fd. */
bool launcher_interrupted(const struct launcher *launcher);

#endif
