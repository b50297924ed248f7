/*
 * follow_shape: the state of callers. One page of /proc is read at each creation; all of it costs
 * some 50 us, so it is read anew at the first creation by each call, where memory has changed by an
 * eighth, and else at the 2nd, 4th, 8th, ... creation of a process. A reading of all its mappings,
 * for replay, is taken once for each program, and again when one of its processes is half as large
 * again.
 */
#include "follow.h"

#include "procbench/sys/proc_caller.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MAPPINGS_CHEAP 2000 /* more are not counted at each reading */
#define FILES_KEPT     64

/* A file that stays open is read in a third of the time. */
static uint64_t read_pages(struct follow *follow, struct follow_process *process)
{
	if (process->statm < 0 && follow->open_files < FILES_KEPT) {
		process->statm = proc_caller_open((pid_t)process->record.pid);
		follow->open_files += process->statm >= 0;
	}
	if (process->statm >= 0)
		return proc_caller_pages_again(process->statm);
	return proc_caller_pages((pid_t)process->record.pid);
}

void follow_close_shape(struct follow *follow, struct follow_process *process)
{
	if (process->statm < 0)
		return;
	close(process->statm);
	process->statm = -1;
	follow->open_files--;
}

static bool has_changed(const struct follow_process *process, uint64_t pages)
{
	uint64_t before = process->pages, off = pages > before ? pages - before : before - pages;

	return before == OBSERVE_UNKNOWN || off > before / 8;
}

static uint64_t without_own(uint64_t filters, uint64_t own)
{
	return filters == OBSERVE_UNKNOWN || filters < own ? filters : filters - own;
}

static void read_all(struct follow *follow, struct follow_process *process, pid_t pid)
{
	struct observe_shape *shape = &process->shape;
	struct proc_caller caller;

	proc_caller_read(pid, &caller);
	shape->rss_anon = caller.rss_anon;
	shape->rss_file = caller.rss_file;
	shape->rss_shmem = caller.rss_shmem;
	shape->page_tables = caller.page_tables;
	shape->threads = caller.threads;
	shape->descriptors = caller.descriptors;
	shape->seccomp_filters = without_own(caller.seccomp_filters, follow->own_filters);
	shape->no_new_privs = follow->sets_no_new_privs ? OBSERVE_UNKNOWN : caller.no_new_privs;
	if (shape->mappings == OBSERVE_UNKNOWN || shape->mappings < MAPPINGS_CHEAP ||
	    process->readings >= process->next_reading)
		shape->mappings = proc_caller_mappings(pid);
	process->cgroup = observation_word(follow->observation, caller.cgroup);
}

/* The last full reading of this program; NULL: there is none. */
static struct proc_shape **like_of(struct follow *follow, const char *executable)
{
	long index = words_add(&follow->executables, executable ? executable : "");
	struct proc_shape **grown;

	if (index < 0)
		return NULL;
	if ((size_t)index < follow->like_count)
		return &follow->likes[index];
	grown = realloc(follow->likes, ((size_t)index + 1) * sizeof(*grown));
	if (!grown)
		return NULL;
	follow->likes = grown;
	follow->likes[index] = NULL;
	follow->like_count = (size_t)index + 1;
	return &follow->likes[index];
}

static const struct proc_shape *read_like(struct follow *follow,
					  const struct follow_process *process)
{
	struct proc_shape **like = like_of(follow, process->record.executable), read;
	uint64_t anon = process->shape.rss_anon;
	struct error ignored;

	if (!like || anon == OBSERVE_UNKNOWN)
		return NULL;
	if (*like && anon / 3 * 2 < (*like)->private_bytes)
		return *like;
	if (proc_shape_read(&read, (int)process->record.pid, &ignored) < 0)
		return *like;
	if (!*like)
		*like = malloc(sizeof(**like));
	if (*like)
		**like = read;
	return *like;
}

void follow_read_shape(struct follow *follow, struct follow_process *process,
		       struct observe_creation *creation)
{
	pid_t pid = (pid_t)process->record.pid;
	uint64_t pages = read_pages(follow, process);

	process->readings++;
	creation->shape_is_read =
		has_changed(process, pages) || process->readings >= process->next_reading;
	if (creation->shape_is_read) {
		read_all(follow, process, pid);
		process->pages = pages;
		process->next_reading = 2 * process->readings;
	}
	creation->shape = process->shape;
	creation->cgroup = process->cgroup;
	if (follow->request->in_full)
		creation->like = read_like(follow, process);
}

void follow_free_shapes(struct follow *follow)
{
	for (size_t i = 0; i < follow->like_count; i++)
		free(follow->likes[i]);
	free(follow->likes);
	words_free(&follow->executables);
}
