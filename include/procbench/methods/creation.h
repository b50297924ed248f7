/*
 * creation: what every creation needs, whatever the method, decided before the loop.
 *
 * The subject fills it from the case; what only one method needs is in that method's own state,
 * which its file alone knows. From then on nothing is decided any more: what differs between cases
 * is a function pointer.
 */
#ifndef PROCBENCH_METHODS_CREATION_H
#define PROCBENCH_METHODS_CREATION_H

#include "procbench/sys/raw.h"

#include <stdint.h>
#include <sys/resource.h>
#include <sys/types.h>

struct creation;
struct reaped;

/* One step of a child's work. Child-safe. Timed path. */
typedef void creation_step(const struct creation *creation);

#define CREATION_STEPS_MAX 8

/* What the timing core calls; method_prepare() chooses them for a case, before the loop. */
struct creation_calls {
	/* Creates one child; returns its pid (0: it is not told), or -errno. Timed path. */
	long (*create)(struct creation *creation);
	/* Collects that child; returns 0, or -errno. Timed path, but for a failed creation. */
	long (*reap)(struct creation *creation, long pid, struct reaped *reaped);
	/*
	 * Puts back what create() opened, after REAPED; may complete a status that reap() could not
	 * know.
	 */
	void (*settle)(struct creation *creation, struct reaped *reaped);
};

/* Descriptors below this one belong to the subject and its targets; what closes all leaves them. */
#define CREATION_FDS_KEPT 7

struct creation {
	struct creation_calls calls;
	creation_step *steps[CREATION_STEPS_MAX]; /* the child's work, in order, up to NULL */
	const char *program;                      /* path that the child executes, or NULL */
	const char *file;                         /* its name for a search through PATH */
	char *const *argv;
	char *const *environment;
	struct arena_stamps *stamps; /* shared with the children, or NULL */
	int child_cpu;               /* for the step that moves the child */
	unsigned close_from;         /* for steps that close: the first descriptor, .. */
	unsigned close_below;        /* .. and, by number, the first beyond the last */
	/* private memory of the parent, and how much of it, from its start, is written */
	volatile char *memory;
	size_t page_bytes;
	size_t child_writes;  /* bytes, by the child, before it executes or exits */
	size_t parent_writes; /* bytes, by the parent, before it reaps */
	uint64_t stall_ns;    /* of the shape's busy threads in the last sample, 0: it has none */
	int *pidfd;  /* where create() leaves a pidfd of the child until settle(), or NULL */
	void *state; /* the method's own, of its state_bytes */
	struct reaping *reaping; /* the same of the way of reaping */
};

/* What reaping a child told. */
struct reaped {
	int status;
	struct rusage usage; /* of that child alone; ru_minflt stays -1 where it is not told */
	int error;           /* the errno with which it failed to create what was asked for, or 0 */
};

/* The child's work. Child-safe. */
void creation_run_steps(const struct creation *creation);

/* The life of a child that is a process: its work, then exit. For sys_clone. Child-safe. */
__attribute__((noreturn)) void creation_run_child(void *creation);

/* wait4 for that child; the usual reap. */
long creation_reap(struct creation *creation, long pid, struct reaped *reaped);
/* Nothing to put back; the usual settle. */
void creation_settle_nothing(struct creation *creation, struct reaped *reaped);

#endif
