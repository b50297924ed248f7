/* follow_leave: detaches from processes that keep running, and forwards signals. */
#include "follow.h"

#include <signal.h>

static void interrupt(void *context, struct follow_task *task)
{
	struct follow *follow = context;

	if (!task->is_held) {
		tracer_interrupt(task->tid);
		return;
	}
	tracer_detach(task->tid, 0);
	follow_forget(follow, task, NULL);
}

void follow_leave(struct follow *follow)
{
	follow->is_leaving = true;
	follow_tasks_each(&follow->tasks, interrupt, follow);
}

void follow_let_go(struct follow *follow, const struct tracer_event *event)
{
	struct follow_task *task = follow_tasks_find(&follow->tasks, event->tid);

	if (event->kind == TRACER_ENDED) {
		follow_handle(follow, event);
		return;
	}
	if (task && event->kind == TRACER_CREATED)
		follow_handle(follow, event); /* the last one that is recorded; it goes on .. */
	else
		tracer_detach(event->tid, event->kind == TRACER_DELIVERED ? event->status : 0);
	if (event->kind == TRACER_CREATED)
		tracer_interrupt(event->tid); /* .. to the next stop */
	else if (task)
		follow_forget(follow, task, NULL);
}

/* The processes that a command has left behind. */
static void send(void *context, struct follow_task *task)
{
	const struct tracer_event *event = context;

	if (task->process && (uint64_t)task->tid == task->process->record.pid)
		kill(task->tid, event->status);
}

/*
 * A command may restore the terminal before it stops, or not stop at all, so it comes first. The
 * shell sees a stopped job when this process stops.
 */
static void ask_to_stop(struct follow *follow, const struct tracer_event *event)
{
	if (event->is_user || !follow->request->argv || follow->root_ended)
		tracer_stop();
	else
		follow->is_to_stop = true;
}

void follow_signal(struct follow *follow, const struct tracer_event *event)
{
	if (event->status == SIGTSTP) {
		ask_to_stop(follow, event);
		return;
	}
	if (follow->is_leaving || !follow->is_filtered)
		follow_leave(follow);
	else if (follow->root_ended)
		follow_tasks_each(&follow->tasks, send, (void *)event);
	else if (event->is_user && event->status != SIGALRM)
		kill(follow->root, event->status);
}
