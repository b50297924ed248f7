/* replacing: what is left of a process once it has executed another program. */
#define _GNU_SOURCE
#include "blocking_target.h"
#include "creating.h"
#include "isolated.h"

#include "procbench/claims/claims.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#define OUR_SIGNAL SIGUSR2
#define OUR_BIT    (1L << (OUR_SIGNAL - 1))
#define NO_PROGRAM "/proc/self/there-is-no-such-program"

enum replacing_metric {
	FAILED_WITH,
	WENT_ON,
	PID_BEFORE,
	PID_AFTER,
	HANDLER_BEFORE,
	HANDLER_AFTER,
	MEMORY_BEFORE,
	MEMORY_AFTER,
	RETURNED
};

static const char *const replacing_names[] = {"failed_exec_errno",   "went_on_after_failed_exec",
					      "pid_before_exec",     "pid_after_exec",
					      "handler_before_exec", "handler_after_exec",
					      "memory_before_exec",  "memory_after_exec",
					      "returned_after_exec", NULL};

static struct told {
	long pid;
	long failed_with;
	long handlers; /* SigCgt, before exec */
	int memory;
	int went_on;
	int returned;
} * told; /* shared */

static volatile char *memory; /* private, on a page of its own */

static void never(int signal)
{
	(void)signal;
	sys_exit_group(1);
}

static void prepare_child(const struct creation *creation)
{
	char *const none[] = {NULL};

	told->pid = sys_getpid();
	told->memory = *memory;
	sys_sigaction(OUR_SIGNAL, never);
	told->handlers = creating_status_number("/proc/self/status", "SigCgt", 16);
	told->failed_with = -sys_execve(NO_PROGRAM, none, creation->environment);
	told->went_on = 1;
}

/* Runs only where exec did return. */
static void note_return(const struct creation *creation)
{
	(void)creation;
	told->returned = 1;
}

/* 1 when the process has a mapping there, 0 when not, -1 when unknown. */
static int has_mapping(long pid, uintptr_t address)
{
	char path[64], line[512];
	int found = 0;
	FILE *maps;

	snprintf(path, sizeof(path), "/proc/%ld/maps", pid);
	maps = fopen(path, "re");
	if (!maps)
		return -1;
	while (fgets(line, sizeof(line), maps)) {
		unsigned long from, to;

		if (sscanf(line, "%lx-%lx", &from, &to) == 2 && from <= address && address < to)
			found = 1;
	}
	fclose(maps);
	return found;
}

static double known(int value)
{
	return value < 0 ? NAN : value;
}

/* The new program, while it stays. */
static void look_at(long pid, struct claim_metric *metrics)
{
	char path[64];
	long handlers;

	snprintf(path, sizeof(path), "/proc/%ld/status", pid);
	handlers = creating_status_number(path, "SigCgt", 16);
	metrics[PID_AFTER].number = known((int)creating_status_number(path, "Tgid", 10));
	metrics[HANDLER_AFTER].number = handlers < 0 ? NAN : (handlers & OUR_BIT) != 0;
	metrics[MEMORY_AFTER].number = known(has_mapping(pid, (uintptr_t)memory));
}

static void take_told(struct claim_metric *metrics)
{
	metrics[FAILED_WITH].number = (double)told->failed_with;
	metrics[WENT_ON].number = told->went_on;
	metrics[PID_BEFORE].number = (double)told->pid;
	metrics[HANDLER_BEFORE].number = told->handlers < 0 ? NAN : (told->handlers & OUR_BIT) != 0;
	metrics[MEMORY_BEFORE].number = told->memory;
	metrics[RETURNED].number = told->returned;
}

static int set_up(struct error *error)
{
	void *page = mmap(NULL, SYS_PAGE_BYTES_MAX, PROT_READ | PROT_WRITE,
			  MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	told = creating_share(sizeof(*told), error);
	if (page == MAP_FAILED || !told)
		return error_set(error, ENOMEM, "cannot map a page");
	memory = page;
	*memory = 1;
	return blocking_target_prepare(error);
}

static int replace(struct claim_metric *metrics, struct error *error)
{
	static creation_step *const steps[] = {prepare_child, blocking_target_execute, note_return,
					       NULL};
	struct created created;
	int status = set_up(error);

	if (status == 0)
		status = creating_start(&created, "fork", NULL, steps, error);
	if (status < 0)
		return status;
	blocking_target_wait();
	look_at(created.pid, metrics);
	blocking_target_end();
	status = creating_reap(&created, error);
	take_told(metrics);
	return status;
}

static int try_exec_replaces(const struct claim_bench *bench, struct claim_metric *metrics,
			     struct error *error)
{
	return run_isolated(bench, replace, metrics, error);
}

static void add_was(struct text *out, const char *what, double after)
{
	text_printf(out, "%s %s", what,
		    isnan(after) ? "could not be looked at"
		    : after == 0 ? "was gone"
				 : "was still there");
}

static enum claim_verdict judge_exec_replaces(const struct claim_metric *metrics,
					      struct text *explanation)
{
	char scratch[16];
	bool set_up_well =
		metrics[HANDLER_BEFORE].number == 1 && metrics[MEMORY_BEFORE].number == 1;
	bool keeps_pid = metrics[PID_AFTER].number == metrics[PID_BEFORE].number;
	bool returns_on_failure_only = metrics[FAILED_WITH].number > 0 &&
				       metrics[WENT_ON].number == 1 &&
				       metrics[RETURNED].number == 0;

	text_printf(explanation,
		    "Process %.0f tried to execute a file that is not there: exec returned (%s) "
		    "and the process went on. Then it executed a program: exec %s, the process id "
		    "was %.0f, ",
		    metrics[PID_BEFORE].number,
		    error_name((int)metrics[FAILED_WITH].number, scratch),
		    metrics[RETURNED].number == 0 ? "did not return" : "returned",
		    metrics[PID_AFTER].number);
	add_was(explanation, "its memory", metrics[MEMORY_AFTER].number);
	add_was(explanation, ", its signal handler", metrics[HANDLER_AFTER].number);
	text_add_char(explanation, '.');
	if (!returns_on_failure_only)
		return CLAIM_FAILS;
	if (isnan(metrics[MEMORY_AFTER].number) || isnan(metrics[HANDLER_AFTER].number))
		return CLAIM_UNKNOWN;
	return set_up_well && keeps_pid && metrics[MEMORY_AFTER].number == 0 &&
			       metrics[HANDLER_AFTER].number == 0
		       ? CLAIM_HOLDS
		       : CLAIM_FAILS;
}

const struct claim claim_exec_replaces = {
	.name = "exec-replaces",
	.statement = "exec keeps the process id, resets memory and signal handlers, and returns "
		     "only when it fails",
	.kind = CLAIM_SEMANTIC,
	.metrics = replacing_names,
	.experiment = try_exec_replaces,
	.judge = judge_exec_replaces,
};
