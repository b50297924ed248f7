/*
 * launch: runs one subject, or several concurrently.
 *
 * The controller writes the request into a fresh arena for each subject, starts them pinned and in
 * separate process groups, opens the gate when all are ready, sleeps until one ends, enforces the
 * time limit per child, and cleans up.
 */
#ifndef PROCBENCH_RUN_LAUNCH_H
#define PROCBENCH_RUN_LAUNCH_H

#include "procbench/base/error.h"
#include "procbench/run/plan.h"
#include "procbench/subject/arena.h"
#include "procbench/sys/cpus.h"
#include "procbench/sys/ladder.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* State shared by all launches of a run. */
struct launcher {
	int floor_fd;                 /* the freestanding subject, -1 until needed */
	int target_fds[TARGET_COUNT]; /* likewise */
	struct ladder ladder;         /* of the launch under way, for libs= */
	int *stamp_fds;               /* stamp pages, one per subject of a launch */
	size_t stamp_fd_count;
	int signal_fd;    /* readable when the user interrupts; owned by the caller */
	struct cpus cpus; /* CPUs used for measurement */
	bool counter_trusted;
	bool gated;               /* a single subject also waits at the gate */
	struct clock_pair opened; /* start time on both clocks */
	uint64_t timeout_ns;      /* of one child */
	uint64_t deadline_ns;     /* when a launch under way is ended; 0: never */
};

/* Also makes the caller the subreaper of its subjects' orphans. */
void launcher_open(struct launcher *launcher, int signal_fd, uint64_t timeout_ns);
void launcher_close(struct launcher *launcher);

enum launch_end {
	LAUNCH_DONE,
	LAUNCH_REFUSED,    /* the subject reported a reason: the case is skipped */
	LAUNCH_LOST,       /* a subject crashed, was killed, hung or could not be started */
	LAUNCH_OVERDUE,    /* it was under way at deadline_ns */
	LAUNCH_INTERRUPTED /* signal_fd became readable */
};

struct launch_subject {
	uint64_t samples;
	int arena_fd; /* contains the samples at ARENA_SAMPLES_AT, until launch_close() */
	struct arena_header *header;
};

struct launch {
	/* request */
	const struct plan_case *item;
	uint32_t case_number; /* for mark_case() */
	bool stamped;
	bool counting;    /* events; not timed */
	uint64_t samples; /* of all subjects and their spawners */
	uint64_t warmup;  /* of each spawner */
	/* answer */
	enum launch_end end;
	struct error why; /* for LAUNCH_REFUSED and LAUNCH_LOST */
	struct launch_subject *subjects;
	size_t subject_count;
};

/*
 * Runs the launch. If the controller runs out of a resource (memory, descriptors, processes), only
 * this launch is lost, because the next may succeed.
 */
void launch_run(struct launcher *launcher, struct launch *launch);
void launch_close(struct launch *launch);

/* Whether a signal is pending on signal_fd. */
bool launcher_interrupted(const struct launcher *launcher);

#endif
