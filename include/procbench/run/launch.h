/*
 * launch: one subject, or several at once, from their start to their end.
 *
 * The controller puts the request into a fresh arena for each, starts the subjects pinned and each
 * in a process group of its own, lets them measure once all are ready, sleeps until one ends,
 * bounds the time of each child, and leaves nothing behind.
 */
#ifndef PROCBENCH_RUN_LAUNCH_H
#define PROCBENCH_RUN_LAUNCH_H

#include "procbench/base/error.h"
#include "procbench/run/plan.h"
#include "procbench/subject/arena.h"
#include "procbench/sys/cpus.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What all launches of a run share. */
struct launcher {
	int floor_fd;                 /* the freestanding subject, -1 until it is needed */
	int target_fds[TARGET_COUNT]; /* likewise */
	int *stamp_fds;               /* the stamp pages, one for each subject of a launch */
	size_t stamp_fd_count;
	int signal_fd;    /* readable when the user wants an end; the caller's */
	struct cpus cpus; /* to measure on */
	bool counter_trusted;
	bool gated;               /* a single subject waits at the gate, too, as several do */
	struct clock_pair opened; /* when, on both clocks */
	uint64_t timeout_ns;      /* of one child */
	uint64_t deadline_ns;     /* when a launch under way is ended; 0: never */
};

/* Also makes the caller the reaper of whatever its subjects orphan. */
void launcher_open(struct launcher *launcher, int signal_fd, uint64_t timeout_ns);
void launcher_close(struct launcher *launcher);

enum launch_end {
	LAUNCH_DONE,
	LAUNCH_REFUSED,    /* a subject said why it cannot: the case is skipped */
	LAUNCH_LOST,       /* a subject crashed, was killed or hung, or could not be started */
	LAUNCH_OVERDUE,    /* it was under way at deadline_ns */
	LAUNCH_INTERRUPTED /* signal_fd became readable */
};

struct launch_subject {
	uint64_t samples;
	int arena_fd; /* the samples are there, at ARENA_SAMPLES_AT; until launch_close() */
	struct arena_header *header;
};

struct launch {
	/* request */
	const struct plan_case *item;
	bool stamped;
	uint64_t samples; /* of all subjects and their spawners */
	uint64_t warmup;  /* of each spawner */
	/* answer */
	enum launch_end end;
	struct error why; /* for LAUNCH_REFUSED and LAUNCH_LOST */
	struct launch_subject *subjects;
	size_t subject_count;
};

/*
 * Runs it. What the controller itself could not get (memory, a descriptor, a process) loses the
 * launch, not the run: the next one may get it.
 */
void launch_run(struct launcher *launcher, struct launch *launch);
void launch_close(struct launch *launch);

/* Whether a signal is waiting on signal_fd. */
bool launcher_interrupted(const struct launcher *launcher);

#endif
