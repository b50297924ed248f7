/*
 * tracer: follows a program and all that it creates, and stops it only where it creates or
 * executes.
 *
 * A program that is started here gets a seccomp filter, by which it stops at the calls themselves,
 * also those that fail; without one, and where a running program is attached to, it stops at
 * creations and execs that succeeded. One tracer per process.
 */
#ifndef PROCBENCH_SYS_TRACER_H
#define PROCBENCH_SYS_TRACER_H

#include "procbench/base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

enum tracer_call_kind { TRACER_OTHER_CALL, TRACER_CREATION, TRACER_EXEC, TRACER_EXIT };

/* A system call about to be made. */
struct tracer_call {
	enum tracer_call_kind kind;
	const char *name;    /* static; NULL if it has none that is known */
	const char *machine; /* "i386", "x32", "arm" of another ABI than the tracer's; else NULL */
	uint64_t number;
	uint64_t flags; /* of a creation, without the exit signal */
	uint64_t exit_signal;
	bool own_stack; /* of a creation: the caller gave one */
	uint64_t path;  /* of an exec: where it stands in the caller's memory */
	int directory;  /* of execveat, else AT_FDCWD */
	uint64_t first; /* the first argument: of clone3, where its arguments are */
};

enum tracer_event_kind {
	TRACER_CALLING,   /* a creation or exec begins; only by a filter */
	TRACER_ENTERED,   /* any system call of a task in TRACER_WATCH */
	TRACER_RETURNED,  /* from a call after TRACER_WATCH */
	TRACER_CREATED,   /* a child: `other` */
	TRACER_EXECUTED,  /* `other`: the thread's id before */
	TRACER_STOPPED,   /* a new task before its first instruction, or one that was interrupted */
	TRACER_DELIVERED, /* a signal: `status` */
	TRACER_ENDED,     /* wait status: `status`; nothing to resume */
	TRACER_SIGNAL,    /* for this process: `status`; nothing to resume */
	TRACER_DONE       /* nothing is followed any more */
};

struct tracer_event {
	enum tracer_event_kind kind;
	pid_t tid;
	pid_t other; /* .. and of a stop signal of TRACER_DELIVERED: its sender; 0: the kernel */
	int status;
	int group_stop; /* of TRACER_STOPPED: the signal that has stopped its process, or 0 */
	int error;      /* of TRACER_RETURNED: errno, 0, or TRACER_RESTARTED */
	bool is_user;   /* of TRACER_SIGNAL: a process sent it, not a terminal */
	struct tracer_call call; /* of TRACER_CALLING and TRACER_ENTERED */
};

/* A signal came in between, and the call is made again. */
#define TRACER_RESTARTED 512

enum tracer_mode {
	TRACER_RUN,  /* to the next event */
	TRACER_WATCH /* .. and to where the next call begins or this one ends */
};

/* What tracer_start() found. */
struct tracer_started {
	pid_t pid;
	bool is_filtered;
	bool sets_no_new_privs; /* the filter needed it */
};

/*
 * Starts a command that is found as by execvp and follows it. `prepare` runs before in the new
 * process, which shares the caller's memory, so it is child-safe. The command is killed when this
 * process ends, unless `filter` is false or filters are not supported. Returns once it has
 * executed; an errno of exec is in `error`, as "cannot execute 'x': ...".
 */
int tracer_start(char *const *argv, bool filter, void (*prepare)(void),
		 struct tracer_started *started, struct error *error);

/* Follows a running thread from now on. -EPERM with the reason; -ESRCH: there is none. */
int tracer_attach(pid_t tid, struct error *error);

/* Whether this process follows it already. */
bool tracer_follows(pid_t tid);

/* Waits for the next event. */
void tracer_next(struct tracer_event *event);

/* Resumes a stopped task; `signal` is delivered to it, 0: none. */
void tracer_resume(pid_t tid, enum tracer_mode mode, int signal);
/* The same of one whose process is stopped by a signal. */
void tracer_stay_stopped(pid_t tid);
/* Ends following it, while it is stopped. */
void tracer_detach(pid_t tid, int signal);
/* Makes it stop. */
void tracer_interrupt(pid_t tid);

/* From now on termination signals and SIGTSTP are events; `wake` is a task that can be interrupted.
 */
void tracer_take_signals(pid_t wake);
/* They are what they were before. */
void tracer_leave_signals(void);

/* Stops this process, as the terminal would have done, until it is continued. */
void tracer_stop(void);

/* The call that a task is in at TRACER_CREATED, for want of a filter. */
void tracer_read_call(pid_t tid, struct tracer_call *call);

/* A string of the task, truncated to fit; false if it cannot be read. */
bool tracer_read_string(pid_t tid, uint64_t address, char *string, size_t size);

/*
 * Takes CLONE_UNTRACED out of a creation that begins, by which its child would run under the
 * filter without a tracer: each creation and exec of it would fail. tracer_set_untraced() puts it
 * back, in the caller and in the child.
 */
void tracer_clear_untraced(pid_t tid, const struct tracer_call *call);
void tracer_set_untraced(pid_t tid, const struct tracer_call *call);

#endif
