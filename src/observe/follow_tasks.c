/* follow_tasks: the threads that are followed, and their processes. */
#include "follow_tasks.h"

#include <errno.h>
#include <stdlib.h>

#define BUCKETS_LEAST 64

static struct follow_task **bucket_of(const struct follow_tasks *tasks, pid_t tid)
{
	return &tasks->buckets[(size_t)tid & (tasks->bucket_count - 1)];
}

int follow_tasks_open(struct follow_tasks *tasks)
{
	*tasks = (struct follow_tasks){.bucket_count = BUCKETS_LEAST};
	tasks->buckets = calloc(BUCKETS_LEAST, sizeof(*tasks->buckets));
	return tasks->buckets ? 0 : -ENOMEM;
}

struct follow_task *follow_tasks_find(const struct follow_tasks *tasks, pid_t tid)
{
	struct follow_task *task = *bucket_of(tasks, tid);

	while (task && task->tid != tid)
		task = task->next;
	return task;
}

static void link_task(struct follow_tasks *tasks, struct follow_task *task)
{
	struct follow_task **bucket = bucket_of(tasks, task->tid);

	task->next = *bucket;
	*bucket = task;
	tasks->count++;
}

static void unlink_task(struct follow_tasks *tasks, struct follow_task *task)
{
	struct follow_task **at = bucket_of(tasks, task->tid);

	while (*at != task)
		at = &(*at)->next;
	*at = task->next;
	tasks->count--;
}

/* Where there is no memory for more, the lists become longer. */
static void grow(struct follow_tasks *tasks)
{
	struct follow_tasks larger = {.bucket_count = 2 * tasks->bucket_count};

	if (tasks->count < tasks->bucket_count)
		return;
	larger.buckets = calloc(larger.bucket_count, sizeof(*larger.buckets));
	if (!larger.buckets)
		return;
	for (size_t i = 0; i < tasks->bucket_count; i++)
		for (struct follow_task *task = tasks->buckets[i], *next; task; task = next) {
			next = task->next;
			link_task(&larger, task);
		}
	larger.held = tasks->held;
	free(tasks->buckets);
	*tasks = larger;
}

struct follow_task *follow_tasks_add(struct follow_tasks *tasks, pid_t tid)
{
	struct follow_task *task = malloc(sizeof(*task)); /* calloc is slower */

	if (!task)
		return NULL;
	*task = (struct follow_task){.tid = tid};
	grow(tasks);
	link_task(tasks, task);
	return task;
}

void follow_tasks_remove(struct follow_tasks *tasks, struct follow_task *task)
{
	tasks->held -= task->is_held;
	unlink_task(tasks, task);
	free(task);
}

void follow_tasks_rename(struct follow_tasks *tasks, struct follow_task *task, pid_t tid)
{
	unlink_task(tasks, task);
	task->tid = tid;
	link_task(tasks, task);
}

void follow_tasks_each(struct follow_tasks *tasks, follow_tasks_take *take, void *context)
{
	for (size_t i = 0; i < tasks->bucket_count && tasks->buckets; i++)
		for (struct follow_task *task = tasks->buckets[i], *next; task; task = next) {
			next = task->next;
			take(context, task);
		}
}

void follow_tasks_close(struct follow_tasks *tasks)
{
	free(tasks->buckets);
	*tasks = (struct follow_tasks){0};
}

void follow_resume(const struct follow_task *task, int signal)
{
	tracer_resume(task->tid, task->is_counting ? TRACER_WATCH : TRACER_RUN, signal);
}
