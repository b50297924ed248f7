/* follow_attach: begins to follow a process that runs, with its threads and descendants. */
#define _GNU_SOURCE
#include "follow.h"

#include "procbench/sys/process.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define CHILDREN_FIRST 64

static int attach_task(struct follow *follow, struct follow_process *process, pid_t tid,
		       struct error *error)
{
	struct follow_task *task;
	int status = tracer_attach(tid, error);

	if (status < 0)
		return status;
	task = follow_tasks_add(&follow->tasks, tid);
	if (!task)
		return error_no_memory(error);
	task->process = process;
	process->tasks++;
	process->record.threads = process->tasks;
	return 0;
}

/* Threads of the process that are not followed yet; their number, or -errno. */
static int attach_threads(struct follow *follow, struct follow_process *process,
			  struct error *error)
{
	const struct dirent *entry;
	char path[64];
	int status = 0, count = 0;
	DIR *folder;

	snprintf(path, sizeof(path), "/proc/%d/task", (int)process->record.pid);
	folder = opendir(path);
	while (folder && status == 0 && (entry = readdir(folder))) {
		pid_t tid = (pid_t)strtol(entry->d_name, NULL, 10);

		if (tid <= 0 || follow_tasks_find(&follow->tasks, tid) || tracer_follows(tid))
			continue;
		status = attach_task(follow, process, tid, error);
		count += status == 0;
		if (status == -ESRCH) /* it has just ended */
			status = 0;
	}
	if (folder)
		closedir(folder);
	return status < 0 ? status : count;
}

static void add_loss(struct follow *follow, const char *whose, const struct error *error)
{
	follow->observation->losses.events++;
	text_list_add(&follow->observation->warnings, "a %s is not followed: %s", whose,
		      error->text);
}

static struct follow_process *attach_one(struct follow *follow, pid_t pid,
					 const struct follow_process *parent, struct error *error)
{
	struct follow_process *process = follow_new_process(follow, pid, NULL);
	int status = process ? attach_task(follow, process, pid, error) : error_no_memory(error);

	if (status < 0) {
		free(process);
		return NULL;
	}
	process->record.parent = parent ? parent->record.number : 0;
	while (status == 0 && (status = attach_threads(follow, process, error)) > 0)
		status = 0; /* those that were created meanwhile, by threads not yet followed */
	if (status < 0)
		add_loss(follow, "thread", error);
	return process;
}

/* All children of a process; the caller frees them. */
static pid_t *list_children(pid_t parent, size_t *count)
{
	pid_t *pids = NULL;

	for (size_t room = CHILDREN_FIRST;; room *= 2) {
		pid_t *grown = reallocarray(pids, room, sizeof(*pids));

		if (!grown) {
			free(pids);
			return NULL;
		}
		pids = grown;
		*count = process_list_children(parent, pids, room);
		if (*count < room)
			return pids;
	}
}

/* Later children are followed from their beginning, as their parent is. */
static void attach_children(struct follow *follow, const struct follow_process *parent)
{
	size_t count = 0;
	pid_t *pids = list_children((pid_t)parent->record.pid, &count);

	for (size_t i = 0; i < count; i++) {
		struct error error = {0};
		struct follow_process *process;

		if (pids[i] == getpid() || follow_tasks_find(&follow->tasks, pids[i]) ||
		    tracer_follows(pids[i]))
			continue;
		process = attach_one(follow, pids[i], parent, &error);
		if (process)
			attach_children(follow, process);
		else if (error.code != ESRCH)
			add_loss(follow, "descendant", &error);
	}
	follow->observation->failed = follow->observation->failed || !pids;
	free(pids);
}

int follow_attach(struct follow *follow, pid_t pid, struct error *error)
{
	struct follow_process *process = attach_one(follow, pid, NULL, error);

	if (!process)
		return -error->code;
	attach_children(follow, process);
	return 0;
}
