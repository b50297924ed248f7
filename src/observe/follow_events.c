/* follow_events: updates what is known by each event, and resumes its task. */
#include "follow.h"

#include <errno.h>
#include <limits.h>
#include <linux/sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* The creation of a process that has not executed a program yet, or NULL. */
static struct observe_creation *creation_of(const struct follow_task *task)
{
	return task->process->has_executed ? NULL : task->process->made_by;
}

/* ---- calls that begin ---- */

static void begin_creation(struct follow *follow, struct follow_task *task,
			   const struct tracer_call *call)
{
	task->call = *call;
	task->pending = follow_new_creation(follow, task, call);
	if (!task->pending)
		return;
	follow->pending++;
	if (call->flags & CLONE_UNTRACED && follow->is_filtered) {
		follow->observation->losses.untraced++;
		tracer_clear_untraced(task->tid, call);
	}
}

/* execveat() of a descriptor gives no path. */
static void read_path(struct follow *follow, struct follow_task *task,
		      const struct tracer_call *call)
{
	char path[PATH_MAX], link[64];
	ssize_t length;

	if (!tracer_read_string(task->tid, call->path, path, sizeof(path)))
		path[0] = '\0';
	if (!*path && call->directory >= 0) {
		snprintf(link, sizeof(link), "/proc/%d/fd/%d", task->tid, call->directory);
		length = readlink(link, path, sizeof(path) - 1);
		path[length < 0 ? 0 : length] = '\0';
	}
	task->exec_path = observation_word(follow->observation, path);
}

static void handle_calling(struct follow *follow, struct follow_task *task,
			   const struct tracer_event *event)
{
	bool is_watched = true;

	if (event->call.kind == TRACER_CREATION)
		begin_creation(follow, task, &event->call);
	else if (event->call.kind == TRACER_EXEC && creation_of(task))
		read_path(follow, task, &event->call);
	else
		is_watched = task->is_counting;
	tracer_resume(task->tid, is_watched ? TRACER_WATCH : TRACER_RUN, 0);
}

/* ---- calls of a child before exec ---- */

static void handle_entered(struct follow *follow, struct follow_task *task,
			   const struct tracer_event *event)
{
	struct observe_creation *creation = creation_of(task);

	if (!creation || event->call.kind == TRACER_EXIT) {
		task->is_counting = false;
		if (creation)
			follow_counted(follow, task, creation);
	} else if (event->call.kind == TRACER_EXEC) {
		if (!follow->is_filtered)
			read_path(follow, task, &event->call);
	} else if (creation->calls_total >= OBSERVE_COUNTED_CALLS_MAX) {
		task->is_counting = false;
		follow->observation->losses.counts_cut_short++;
	} else {
		follow_count_call(follow, creation, &event->call);
		follow->samples[task->sample].calls++;
	}
	follow_resume(task, 0);
}

/* ---- calls that end ---- */

static void end_failed(struct follow *follow, struct follow_task *task, int error)
{
	struct observe_creation *creation = task->pending;

	task->pending = NULL;
	follow->pending--;
	if (creation->flag_bits & CLONE_UNTRACED && follow->is_filtered)
		tracer_set_untraced(task->tid, &task->call);
	if (error == TRACER_RESTARTED) { /* not an attempt: it is made again */
		task->process->record.creations--;
		observe_creation_free(creation);
		free(creation);
		return;
	}
	follow->observation->losses.events += error == 0;
	creation->error = (uint64_t)error;
	task->failed = (struct follow_failed){.number = creation->number,
					      .error = creation->error,
					      .flag_bits = creation->flag_bits,
					      .call = creation->call};
	follow_record(follow, creation);
}

static void handle_returned(struct follow *follow, struct follow_task *task,
			    const struct tracer_event *event)
{
	struct observe_creation *creation = creation_of(task);

	if (task->pending)
		end_failed(follow, task, event->error);
	else if (task->exec_path && creation && event->error)
		follow_add_exec(follow, creation, task->exec_path, event->error);
	task->exec_path = NULL;
	follow_resume(task, 0);
}

static void handle_created(struct follow *follow, struct follow_task *task,
			   const struct tracer_event *event)
{
	struct tracer_call call;

	if (!task->pending) {
		tracer_read_call(task->tid, &call);
		if (call.kind == TRACER_CREATION)
			begin_creation(follow, task, &call);
	}
	if (task->pending) {
		if (task->pending->flag_bits & CLONE_UNTRACED && follow->is_filtered)
			tracer_set_untraced(task->tid, &task->call);
		task->failed = (struct follow_failed){0};
		(follow->is_leaving ? follow_note : follow_link)(follow, task, event->other);
	} else {
		follow->observation->losses.events++;
		follow_adopt(follow, event->other);
	}
	follow_resume(task, 0);
}

/* A thread that executes takes the place of its process's first one; all others have ended. */
static struct follow_task *take_place(struct follow *follow, const struct tracer_event *event)
{
	struct follow_task *first = follow_tasks_find(&follow->tasks, event->tid);
	struct follow_task *thread = follow_tasks_find(&follow->tasks, event->other);
	int status = 0;

	if (!thread || thread == first)
		return first;
	if (!first) {
		follow_tasks_rename(&follow->tasks, thread, event->tid);
		return thread;
	}
	first->exec_path = thread->exec_path;
	follow_forget(follow, thread, &status);
	return first;
}

static void handle_executed(struct follow *follow, const struct tracer_event *event)
{
	struct follow_task *task = take_place(follow, event);
	struct observe_creation *creation;
	const char *path;

	if (!task || !task->process) {
		follow->observation->losses.events++;
		tracer_resume(event->tid, TRACER_RUN, 0);
		return;
	}
	creation = creation_of(task);
	path = task->exec_path;
	follow_executed(follow, task->process, event->tid);
	if (creation) {
		follow_add_exec(follow, creation, path ? path : creation->program, 0);
		if (task->is_counting)
			follow_counted(follow, task, creation);
	}
	task->exec_path = NULL;
	task->is_counting = false;
	follow_resume(task, 0);
}

/* ---- tasks that begin and end ---- */

/*
 * The command has stopped, and this process is to stop after it: not if it had refused, and another
 * process has stopped it later, which will continue it and not this process.
 */
static void stop_after(struct follow *follow, const struct follow_task *task)
{
	if (!follow->is_to_stop || follow->is_stopped_by_other || task->tid != follow->root)
		return;
	follow->is_to_stop = false;
	tracer_stop();
}

static void handle_stopped(struct follow *follow, const struct tracer_event *event)
{
	struct follow_task *task = follow_tasks_find(&follow->tasks, event->tid);

	if (!task) {
		task = follow_tasks_add(&follow->tasks, event->tid);
		if (task) {
			task->is_held = true;
			task->group_stop = event->group_stop;
			follow->tasks.held++;
		}
		return;
	}
	if (task->is_untraced)
		tracer_set_untraced(task->tid, &task->call);
	task->is_untraced = false;
	if (event->group_stop) {
		tracer_stay_stopped(task->tid);
		stop_after(follow, task);
	} else {
		follow_resume(task, 0);
	}
}

static void deliver(struct follow *follow, const struct follow_task *task,
		    const struct tracer_event *event)
{
	if (task->process->record.pid == (uint64_t)follow->root)
		follow->is_stopped_by_other =
			event->other > 0 && !follow_tasks_find(&follow->tasks, event->other);
	follow_resume(task, event->status);
}

/* Any one that is left can be woken by a signal. */
static void wake_by(void *context, struct follow_task *task)
{
	(void)context;
	tracer_take_signals(task->tid);
}

static void end_root(struct follow *follow, int wait_status)
{
	follow->root_ended = true;
	follow->observation->end = follow_end_of(wait_status);
	follow_tasks_each(&follow->tasks, wake_by, NULL);
	if (follow->tasks.count == 0)
		return;
	if (follow->is_filtered && follow->request->detached)
		follow->request->detached(follow->tasks.count);
}

/* Of a caller that was killed in its call, the child that waits is its own if there is no other. */
static void settle_held(struct follow *follow, struct follow_task *task)
{
	struct follow_task *held = NULL;

	if (follow->tasks.held == 0 || (follow->is_filtered && !task->pending))
		return;
	if (follow->pending == 1 && task->pending && follow->tasks.held == 1) {
		for (size_t i = 0; !held; i++)
			for (held = follow->tasks.buckets[i]; held && !held->is_held;)
				held = held->next;
		follow_link(follow, task, held->tid);
	} else if (follow->pending <= (task->pending != NULL)) {
		follow_release(follow);
	}
}

static void handle_ended(struct follow *follow, const struct tracer_event *event)
{
	struct follow_task *task = follow_tasks_find(&follow->tasks, event->tid);

	if (!task)
		return;
	if (task->process)
		settle_held(follow, task);
	follow_forget(follow, task, &event->status);
	if (event->tid == follow->root)
		end_root(follow, event->status);
}

void follow_handle(struct follow *follow, const struct tracer_event *event)
{
	struct follow_task *task;

	if (event->kind == TRACER_STOPPED) {
		handle_stopped(follow, event);
		return;
	}
	if (event->kind == TRACER_EXECUTED) {
		handle_executed(follow, event);
		return;
	}
	if (event->kind == TRACER_ENDED) {
		handle_ended(follow, event);
		return;
	}
	task = follow_tasks_find(&follow->tasks, event->tid);
	if (!task || !task->process) {
		follow->observation->losses.events++;
		tracer_resume(event->tid, TRACER_RUN,
			      event->kind == TRACER_DELIVERED ? event->status : 0);
	} else if (event->kind == TRACER_CALLING) {
		handle_calling(follow, task, event);
	} else if (event->kind == TRACER_ENTERED) {
		handle_entered(follow, task, event);
	} else if (event->kind == TRACER_RETURNED) {
		handle_returned(follow, task, event);
	} else if (event->kind == TRACER_CREATED) {
		handle_created(follow, task, event);
	} else {
		deliver(follow, task, event);
	}
}
