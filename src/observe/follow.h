/* follow: the state of an observation in progress. */
#ifndef PROCBENCH_SRC_OBSERVE_FOLLOW_H
#define PROCBENCH_SRC_OBSERVE_FOLLOW_H

#include "follow_tasks.h"

#include "procbench/base/words.h"
#include "procbench/observe/observe.h"
#include "procbench/sys/proc_shape.h"
#include "procbench/sys/tracer.h"

/* Creations by one call of one program: some of their children are counted. */
struct follow_sample {
	bool is_seen;
	uint64_t creations;
	uint64_t next;  /* creation whose child is to be counted */
	uint64_t calls; /* counted */
	uint64_t last;  /* what stands for the calls of the child that was counted last */
};

struct follow {
	const struct observe_request *request;
	struct observation *observation;
	struct follow_tasks tasks;
	struct words sampled; /* caller's executable, call and flags .. */
	struct follow_sample *samples;
	size_t sample_capacity;
	uint64_t named_flags; /* the flags that were named last .. */
	const char *flag_names;
	size_t open_files;        /* of follow_process.statm */
	struct words executables; /* callers .. */
	struct proc_shape *
		*likes; /* .. and the last full reading of one of their processes; owned */
	size_t like_count;
	uint64_t creations; /* the last number that was given */
	uint64_t processes;
	size_t pending; /* creations that have begun */
	uint64_t began_ns;
	pid_t root;
	bool root_ended;
	bool is_to_stop; /* the terminal asked this process to stop: once the command has */
	bool is_stopped_by_other; /* the command, by a process that is not followed */
	bool is_filtered;
	bool sets_no_new_privs;
	uint64_t own_filters; /* that callers have because they are observed */
	bool is_leaving;      /* everything is let go */
};

uint64_t follow_now_ns(void);

/* ---- follow_shape ---- */

/* The state of the caller; reads it only where it may have changed. */
void follow_read_shape(struct follow *follow, struct follow_process *process,
		       struct observe_creation *creation);
/* What is kept open of a process that has ended. */
void follow_close_shape(struct follow *follow, struct follow_process *process);
void follow_free_shapes(struct follow *follow);

/* ---- follow_creation ---- */

/* The creation that a task is about to make, with its caller's state; NULL without memory. */
struct observe_creation *follow_new_creation(struct follow *follow, struct follow_task *caller,
					     const struct tracer_call *call);
/* Whether the calls of its child are to be counted, and for which sample. */
bool follow_wants_count(struct follow *follow, const struct observe_creation *creation,
			size_t *sample);
void follow_count_call(struct follow *follow, struct observe_creation *creation,
		       const struct tracer_call *call);
/* All calls of the child are counted. */
void follow_counted(struct follow *follow, const struct follow_task *task,
		    struct observe_creation *creation);
void follow_add_exec(struct follow *follow, struct observe_creation *creation, const char *path,
		     int error);
/* Records a creation that is over, and frees it; NULL: there is none. */
void follow_record(struct follow *follow, struct observe_creation *creation);
/* The same of one whose child has ended. */
void follow_end(struct follow *follow, struct observe_creation *creation, int wait_status);
struct observe_end follow_end_of(int wait_status);

/* ---- follow_process ---- */

/* A process that has appeared; `parent` may be NULL. */
struct follow_process *follow_new_process(struct follow *follow, pid_t pid,
					  const struct follow_process *parent);
/* It executes a program now. */
void follow_executed(struct follow *follow, struct follow_process *process, pid_t pid);
/* Its last task has ended or is detached. */
void follow_end_process(struct follow *follow, struct follow_process *process);

/* ---- follow_link ---- */

/* The child of the creation that `caller` has begun. */
void follow_link(struct follow *follow, struct follow_task *caller, pid_t child);
/* The same where nothing is followed any more: it is only recorded. */
void follow_note(struct follow *follow, struct follow_task *caller, pid_t child);
/* A child of a call that could not be read goes on, too: as a process of an unknown caller. */
void follow_adopt(struct follow *follow, pid_t tid);
/* Children whose caller was killed before it could be read. */
void follow_release(struct follow *follow);
/* A task that is not followed any more: it has ended, or is let go (NULL). */
void follow_forget(struct follow *follow, struct follow_task *task, const int *wait_status);

/* ---- follow_leave ---- */

/* Detaches from all tasks, at their next stops. */
void follow_leave(struct follow *follow);
void follow_let_go(struct follow *follow, const struct tracer_event *event);
/* A signal for procbench. */
void follow_signal(struct follow *follow, const struct tracer_event *event);

/* ---- follow_attach ---- */

/* Follows a process and what it has created. */
int follow_attach(struct follow *follow, pid_t pid, struct error *error);

/* ---- follow_events ---- */

void follow_handle(struct follow *follow, const struct tracer_event *event);

#endif
