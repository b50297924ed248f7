/* follow_process: processes that appear, execute and end. */
#define _GNU_SOURCE
#include "follow.h"

#include "procbench/sys/proc_caller.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>

uint64_t follow_now_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * UINT64_C(1000000000) + (uint64_t)now.tv_nsec;
}

/* The next creation reads its state anew. */
static void forget_shape(struct follow_process *process)
{
	observe_shape_clear(&process->shape);
	process->pages = OBSERVE_UNKNOWN;
	process->readings = 0;
	process->next_reading = 1;
}

static const char *program_of(struct follow *follow, pid_t pid)
{
	char path[PATH_MAX];

	return proc_caller_program(pid, path, sizeof(path))
		       ? observation_word(follow->observation, path)
		       : NULL;
}

struct follow_process *follow_new_process(struct follow *follow, pid_t pid,
					  const struct follow_process *parent)
{
	struct follow_process *process = malloc(sizeof(*process)); /* calloc is slower */

	if (!process) {
		follow->observation->failed = true;
		return NULL;
	}
	*process = (struct follow_process){0};
	process->record.number = ++follow->processes;
	process->record.pid = (uint64_t)pid;
	process->record.parent = parent ? parent->record.number : 0;
	process->record.executable = parent ? parent->record.executable : program_of(follow, pid);
	process->record.threads = 1;
	process->statm = -1;
	process->end = (struct observe_end){OBSERVE_RUNNING, OBSERVE_UNKNOWN};
	process->record.started_ns = follow_now_ns() - follow->began_ns;
	forget_shape(process);
	return process;
}

/* Whether the kernel has not given the program what its file grants. */
static void check_privilege(struct follow *follow, const char *program, pid_t pid)
{
	struct proc_caller caller;
	struct stat info;

	if (!program || stat(program, &info) < 0 || !(info.st_mode & S_ISUID))
		return;
	proc_caller_read(pid, &caller);
	if (caller.euid != info.st_uid)
		text_list_add(&follow->observation->warnings,
			      "'%s' ran without the privilege of its set-user-ID bit: a traced "
			      "program gets none (observe it as root, or attach to it with --pid)",
			      program);
}

/* What the program received besides standard input, output and error. */
static void read_inherited(struct follow *follow, struct observe_creation *creation, pid_t pid)
{
	char names[512];

	creation->inherited = proc_caller_descriptors(pid, !follow->observation->is_attached, names,
						      sizeof(names));
	if (*names)
		creation->inherits = observation_word(follow->observation, names);
}

void follow_executed(struct follow *follow, struct follow_process *process, pid_t pid)
{
	struct observe_creation *creation = process->made_by;
	const char *program = program_of(follow, pid);

	process->record.executable = program;
	forget_shape(process);
	check_privilege(follow, program, pid);
	if (!creation || process->has_executed)
		return;
	process->has_executed = true;
	creation->program = program;
	creation->before_exec_ns = follow_now_ns() - follow->began_ns - creation->started_ns;
	if (creation->is_counted)
		read_inherited(follow, creation, pid);
}

void follow_end_process(struct follow *follow, struct follow_process *process)
{
	process->record.lifetime_ns =
		follow_now_ns() - follow->began_ns - process->record.started_ns;
	process->record.end = process->end;
	observation_add_process(follow->observation, &process->record);
	follow_close_shape(follow, process);
	free(process);
}
