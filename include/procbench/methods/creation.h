/*
 * creation: the state shared by all methods, prepared before the loop.
 *
 * The subject fills it in from the case. State private to a method is in `state`. The loop itself
 * takes no decisions: cases differ by function pointers.
 */
#ifndef PROCBENCH_METHODS_CREATION_H
#define PROCBENCH_METHODS_CREATION_H

#include "procbench/sys/raw.h"

#include <stdint.h>
#include <sys/resource.h>
#include <sys/types.h>

struct cpus;
struct creation;
struct reaped;

/* One step of a child's work. Child-safe. Timed path. */
typedef void creation_step(const struct creation *creation);

#define CREATION_STEPS_MAX 12

/* The functions called by the timing core; method_prepare() selects them before the loop. */
struct creation_calls {
	/* Creates one child; returns its pid (0 if unknown) or -errno. Timed path. */
	long (*create)(struct creation *creation);
	/* Reaps that child; returns 0 or -errno. Timed path, except after a failed creation. */
	long (*reap)(struct creation *creation, long pid, struct reaped *reaped);
	/*
	 * Releases what create() opened, after REAPED; may fill in a status that reap() did not
	 * have.
	 */
	void (*settle)(struct creation *creation, struct reaped *reaped);
};

/* Descriptors below this one belong to the subject and its targets and are never closed. */
#define CREATION_FDS_KEPT 7

struct creation {
	struct creation_calls calls;
	creation_step *steps[CREATION_STEPS_MAX]; /* the child's work in order, NULL-terminated */
	const char *program;                      /* path of the program to execute, or NULL */
	const char *file;                         /* name to search in PATH */
	char *const *argv;
	char *const *environment;
	struct arena_stamps *stamps; /* page shared with the children, or NULL */
	int child_cpu;               /* CPU that the child moves to */
	unsigned close_from;         /* first descriptor to close */
	unsigned close_below;        /* end of the range when closing by number */
	/* private memory of the parent; the first bytes of it are written per creation: */
	volatile char *memory;
	size_t page_bytes;
	size_t child_writes; /* by the child before it executes or exits, each a stride apart */
	size_t child_stride;
	size_t parent_writes; /* by the parent before it reaps */
	uint64_t stall_ns;    /* of busy threads in the last sample; 0: none */
	/*
	 * Creates a child that runs the steps, where its CPUs may differ from those of the parent
	 * (another cgroup), so that they must be verified; NULL: it inherits them.
	 */
	long (*trial)(struct creation *creation);
	/* Before each sample, outside of it: NULL, or why it cannot be taken. NULL: nothing to do.
	 */
	const char *(*refresh)(const struct creation *creation);
	const struct cpus *child_cpus; /* that the child of a trial must be allowed */
	int *pidfd;                    /* pidfd of the child, valid until settle(), or NULL */
	void *state;                   /* private to the method, state_bytes long */
	struct reaping *reaping;       /* private to the way of reaping */
	struct nesting *nesting;       /* private to nesting.c */
	struct wiring *wiring;         /* private to wiring.c */
	struct joining *joining;       /* private to joining.c */
};

/* Result of reaping a child. */
struct reaped {
	int status;
	struct rusage usage; /* of that child only; ru_minflt stays -1 if unknown */
	int error;           /* errno if a nested creation failed, else 0 */
};

/* Runs the child's steps. Child-safe. */
void creation_run_steps(const struct creation *creation);

/* Entry point of a child process for sys_clone: runs the steps, then exits. Child-safe. */
__attribute__((noreturn)) void creation_run_child(void *creation);

/* Default reap: wait4. */
long creation_reap(struct creation *creation, long pid, struct reaped *reaped);
/* Default settle: nothing to release. */
void creation_settle_nothing(struct creation *creation, struct reaped *reaped);

#endif
