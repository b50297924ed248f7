/* follow_tasks: the threads that are followed, and their processes. */
#ifndef PROCBENCH_SRC_OBSERVE_FOLLOW_TASKS_H
#define PROCBENCH_SRC_OBSERVE_FOLLOW_TASKS_H

#include "procbench/observe/observation.h"
#include "procbench/sys/tracer.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct follow_process {
	struct observe_process record;
	struct observe_creation *made_by; /* the creation, until it is recorded; owned */
	bool has_executed;                /* since it was created */
	size_t tasks;                     /* live ones */
	struct observe_end end;           /* of its first thread, once that has ended */
	/* the last reading of its state */
	struct observe_shape shape;
	const char *cgroup;
	int statm;         /* kept open for the next reading; -1: it is not */
	uint64_t pages;    /* resident ones; OBSERVE_UNKNOWN: not read yet */
	uint64_t readings; /* creations since it began to execute its program */
	uint64_t next_reading;
};

/* A call that failed; number 0: none. */
struct follow_failed {
	uint64_t number;
	uint64_t error;
	uint64_t flag_bits;
	const char *call;
};

struct follow_task {
	pid_t tid;
	struct follow_process *process;   /* NULL: it is not known yet who created it */
	struct observe_creation *made_by; /* of a thread: the creation; owned */
	struct observe_creation *pending; /* the creation that it is about to make; owned */
	struct tracer_call call;          /* of `pending`, or its exec */
	const char *exec_path;            /* of the exec that it is about to make, or NULL */
	struct follow_failed failed;      /* the creation that it tried last */
	bool is_held;                     /* stopped before its first instruction */
	bool is_untraced; /* it gets CLONE_UNTRACED back at its first stop: `call` */
	bool is_counting;
	size_t sample;  /* index in follow.samples, while it is counted */
	int group_stop; /* signal by which its process is stopped while it is held */
	struct follow_task *next;
};

struct follow_tasks {
	struct follow_task **buckets; /* a power of two of them */
	size_t bucket_count;
	size_t count;
	size_t held;
};

/* 0 or -ENOMEM. */
int follow_tasks_open(struct follow_tasks *tasks);
struct follow_task *follow_tasks_find(const struct follow_tasks *tasks, pid_t tid);
/* A new one; NULL without memory. */
struct follow_task *follow_tasks_add(struct follow_tasks *tasks, pid_t tid);
/* Frees the task; what it owns has been taken. */
void follow_tasks_remove(struct follow_tasks *tasks, struct follow_task *task);
/* Gives a task another id. */
void follow_tasks_rename(struct follow_tasks *tasks, struct follow_task *task, pid_t tid);

typedef void follow_tasks_take(void *context, struct follow_task *task);

/* Calls take() with each task, which it may remove. */
void follow_tasks_each(struct follow_tasks *tasks, follow_tasks_take *take, void *context);
void follow_tasks_close(struct follow_tasks *tasks);

/* Resumes a stopped task. */
void follow_resume(const struct follow_task *task, int signal);

#endif
