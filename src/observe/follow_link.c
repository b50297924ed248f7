/*
 * follow_link: which creation a new task comes from. Its first stop and the event of its caller
 * arrive in any order; it waits for the latter, so that it is known who it is before it executes.
 */
#include "follow.h"

#include <linux/sched.h>
#include <stdlib.h>

static void start_child(struct follow *follow, struct follow_task *child)
{
	if (!child->is_held)
		return;
	child->is_held = false;
	follow->tasks.held--;
	if (child->is_untraced)
		tracer_set_untraced(child->tid, &child->call);
	child->is_untraced = false;
	if (child->group_stop)
		tracer_stay_stopped(child->tid);
	else
		follow_resume(child, 0);
}

static void link_thread(struct follow_task *child, struct follow_process *process,
			struct observe_creation *creation)
{
	child->process = process;
	child->made_by = creation;
	process->record.threads++;
	process->tasks++;
}

static void link_process(struct follow *follow, struct follow_task *child,
			 const struct follow_process *parent, struct observe_creation *creation)
{
	struct follow_process *process = follow_new_process(follow, child->tid, parent);

	child->process = process;
	if (!process) {
		follow_record(follow, creation);
		return;
	}
	process->tasks = 1;
	process->made_by = creation;
	process->record.creation = creation->number;
	creation->child_process = process->record.number;
	if (follow_wants_count(follow, creation, &child->sample)) {
		child->is_counting = creation->is_counted = true;
		creation->calls_total = 0;
	}
}

void follow_link(struct follow *follow, struct follow_task *caller, pid_t tid)
{
	struct observe_creation *creation = caller->pending;
	struct follow_task *child = follow_tasks_find(&follow->tasks, tid);

	caller->pending = NULL;
	follow->pending--;
	creation->child = (uint64_t)tid;
	if (!child)
		child = follow_tasks_add(&follow->tasks, tid);
	if (!child || child->process) { /* without memory, or it was released */
		follow->observation->losses.events++;
		follow_record(follow, creation);
		return;
	}
	if (creation->flag_bits & CLONE_UNTRACED && follow->is_filtered) {
		child->is_untraced = true;
		child->call = caller->call;
	}
	if (creation->kind == OBSERVE_THREAD)
		link_thread(child, caller->process, creation);
	else
		link_process(follow, child, caller->process, creation);
	start_child(follow, child);
}

void follow_note(struct follow *follow, struct follow_task *caller, pid_t child)
{
	struct observe_creation *creation = caller->pending;

	caller->pending = NULL;
	follow->pending--;
	creation->child = (uint64_t)child;
	follow_record(follow, creation);
}

/* The creation it comes from is unknown. */
static void adopt(struct follow *follow, struct follow_task *task)
{
	task->process = follow_new_process(follow, task->tid, NULL);
	if (task->process)
		task->process->tasks = 1;
	follow->observation->losses.callers_unknown++;
	start_child(follow, task);
}

void follow_adopt(struct follow *follow, pid_t tid)
{
	struct follow_task *child = follow_tasks_find(&follow->tasks, tid);

	if (!child)
		child = follow_tasks_add(&follow->tasks, tid);
	if (child && !child->process)
		adopt(follow, child);
}

static void release_one(void *context, struct follow_task *task)
{
	if (task->is_held)
		adopt(context, task);
}

void follow_release(struct follow *follow)
{
	follow_tasks_each(&follow->tasks, release_one, follow);
}

static void forget_thread(struct follow *follow, struct follow_task *task, const int *wait_status)
{
	struct follow_process *process = task->process;

	if (task->made_by && wait_status)
		follow_end(follow, task->made_by, *wait_status);
	else
		follow_record(follow, task->made_by);
	if (!process)
		return;
	if (wait_status && (uint64_t)task->tid == process->record.pid)
		process->end = follow_end_of(*wait_status);
	if (--process->tasks > 0)
		return;
	if (process->made_by && wait_status)
		follow_end(follow, process->made_by, *wait_status);
	else
		follow_record(follow, process->made_by);
	follow_end_process(follow, process);
}

/* What a call that has begun came to cannot be known. */
static void drop_pending(struct follow *follow, struct follow_task *task)
{
	if (!task->pending)
		return;
	follow->pending--;
	follow->observation->losses.events++;
	observe_creation_free(task->pending);
	free(task->pending);
}

void follow_forget(struct follow *follow, struct follow_task *task, const int *wait_status)
{
	drop_pending(follow, task);
	forget_thread(follow, task, wait_status);
	follow_tasks_remove(&follow->tasks, task);
}
