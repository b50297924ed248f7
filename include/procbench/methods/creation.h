/*
 * creation: all that one creation needs, decided before the loop.
 *
 * The subject fills it from the case, the method's prepare() adds its own, and from then on nothing
 * is decided any more: what differs between cases is a function pointer.
 */
#ifndef PROCBENCH_METHODS_CREATION_H
#define PROCBENCH_METHODS_CREATION_H

#include "procbench/sys/raw.h"

#include <stdbool.h>
#include <stdint.h>
#include <sys/resource.h>
#include <sys/types.h>

struct creation;
struct reaped;

/* One step of a child's work. Child-safe. Timed path. */
typedef void creation_step(const struct creation *creation);

#define CREATION_STEPS_MAX 8

/* Descriptors below this one belong to the subject and its targets; what closes all leaves them. */
#define CREATION_FDS_KEPT 7

struct creation {
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
	/* of the method: */
	unsigned long flags; /* of clone, with the exit signal */
	void *stack_top;     /* for a child that shares memory and runs beside its parent */
	int pidfd;
	bool gives_pidfd;    /* create() fills in pidfd, and settle() closes it */
	volatile int tid;    /* of a thread, 0 once it has left its memory */
	pthread_t thread;    /* the same, as libc calls it */
	const char *command; /* the shell's line */
	void *stream;        /* of popen() */
	int status;          /* of a child that create() has waited for, as wait4 tells it */
	int late_status;     /* of what settle() has waited for: the sample's, where reap's is 0 */
	int up_fd;           /* of a daemon: reads as ended once it is up */
	pid_t helper;        /* that creates in the subject's place, or 0 */
	int helper_fd;
	long daemon; /* its pid, once its starter has told it */
	/* of the way of reaping, where it is not the method's own: */
	int reap_fd;
	void (*settle_reap)(struct creation *creation);
	void (*settle_method)(struct creation *creation);
	long (*reap_written)(struct creation *creation, long pid, struct reaped *reaped);
	int parent_tid; /* where the kernel stores the child's id, .. */
	int child_tid;  /* .. and the child's copy or share of it */
	pid_t set_tid;  /* the id that a child shall have */
	struct sys_clone_call clone_call;
	struct sys_clone_args clone_args;
	unsigned collector;  /* how clone3 reaps, 0: as the others do */
	struct spawn *spawn; /* of the posix_spawn family */
};

/* What reaping a child told. */
struct reaped {
	int status;
	struct rusage usage; /* of that child alone; ru_minflt stays -1 where it is not told */
	int error;           /* the errno with which it failed to create what was asked for, or 0 */
};

/* The functions of a method that the timing core calls. */
struct creation_calls {
	/* Creates one child; returns its pid (0: it is not told), or -errno. Timed path. */
	long (*create)(struct creation *creation);
	/* Collects that child; returns 0, or -errno. Timed path, but for a failed creation. */
	long (*reap)(struct creation *creation, long pid, struct reaped *reaped);
	/* Puts back what create() opened, after REAPED. */
	void (*settle)(struct creation *creation);
};

/* The child's work. Child-safe. */
void creation_run_steps(const struct creation *creation);

/* The life of a child that is a process: its work, then exit. For sys_clone. Child-safe. */
__attribute__((noreturn)) void creation_run_child(void *creation);

/* wait4 for that child; the usual reap. */
long creation_reap(struct creation *creation, long pid, struct reaped *reaped);
/* Nothing to put back; the usual settle. */
void creation_settle_nothing(struct creation *creation);

#endif
