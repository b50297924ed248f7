/* replacing: what a process keeps when it executes another program. */
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
#include <unistd.h>

#define OUR_SIGNAL SIGUSR2
#define OUR_BIT    (1L << (OUR_SIGNAL - 1))
#define NO_PROGRAM "/proc/self/there-is-no-such-program"

/* Descriptors of the child's own: one that is inherited, one that is marked close-on-exec. */
#define KEPT_FD    20
#define CLOEXEC_FD 21

enum replacing_metric {
	FAILED_WITH,
	CONTINUED,
	PID_BEFORE,
	PID_AFTER,
	HANDLER_BEFORE,
	HANDLER_AFTER,
	MEMORY_BEFORE,
	MEMORY_AFTER,
	KEPT_FD_AFTER,
	CLOEXEC_FD_AFTER,
	RETURNED
};

static const char *const replacing_names[] = {
	"failed_exec_errno",     "went_on_after_failed_exec",
	"pid_before_exec",       "pid_after_exec",
	"handler_before_exec",   "handler_after_exec",
	"memory_before_exec",    "memory_after_exec",
	"descriptor_after_exec", "close_on_exec_descriptor_after_exec",
	"returned_after_exec",   NULL};

/* Shared with the child. */
static struct report {
	long pid;
	long failed_with;
	long handlers; /* SigCgt, before exec */
	int memory;
	int continued;
	int returned;
	struct child_failure failure;
} * report;

static volatile char *memory; /* a private page */

static void never(int signal)
{
	(void)signal;
	sys_exit_group(1);
}

static void prepare_child(const struct creation *creation)
{
	char *const none[] = {NULL};

	report->pid = sys_getpid();
	report->memory = *memory;
	creating_note(&report->failure, "set a signal handler", sys_sigaction(OUR_SIGNAL, never));
	creating_note(&report->failure, "duplicate a descriptor", sys_dup3(STDERR_FILENO, KEPT_FD));
	creating_note(&report->failure, "duplicate a descriptor",
		      sys_dup3(STDERR_FILENO, CLOEXEC_FD));
	creating_note(&report->failure, "mark a descriptor close-on-exec",
		      fcntl(CLOEXEC_FD, F_SETFD, FD_CLOEXEC) < 0 ? -errno : 0);
	report->handlers = creating_status_number("/proc/self/status", "SigCgt", 16);
	report->failed_with = -sys_execve(NO_PROGRAM, none, creation->environment);
	report->continued = 1;
}

/* Runs only if exec returned. */
static void note_return(const struct creation *creation)
{
	(void)creation;
	report->returned = 1;
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

/* 1 if the process has that descriptor, 0 if not, -1 if its descriptors cannot be read. */
static int has_descriptor(long pid, int fd)
{
	char path[64], link[8];

	snprintf(path, sizeof(path), "/proc/%ld/fd/0", pid); /* the pipe that it reads */
	if (readlink(path, link, sizeof(link)) < 0)
		return -1;
	snprintf(path, sizeof(path), "/proc/%ld/fd/%d", pid, fd);
	return readlink(path, link, sizeof(link)) >= 0;
}

/* The new program, while it blocks. */
static void look_at(long pid, struct claim_metric *metrics)
{
	char path[64];
	long handlers;

	snprintf(path, sizeof(path), "/proc/%ld/status", pid);
	handlers = creating_status_number(path, "SigCgt", 16);
	metrics[PID_AFTER].number = known((int)creating_status_number(path, "Tgid", 10));
	metrics[HANDLER_AFTER].number = handlers < 0 ? NAN : (handlers & OUR_BIT) != 0;
	metrics[MEMORY_AFTER].number = known(has_mapping(pid, (uintptr_t)memory));
	metrics[KEPT_FD_AFTER].number = known(has_descriptor(pid, KEPT_FD));
	metrics[CLOEXEC_FD_AFTER].number = known(has_descriptor(pid, CLOEXEC_FD));
}

static void take_report_of_child(struct claim_metric *metrics)
{
	metrics[FAILED_WITH].number = (double)report->failed_with;
	metrics[CONTINUED].number = report->continued;
	metrics[PID_BEFORE].number = (double)report->pid;
	metrics[HANDLER_BEFORE].number =
		report->handlers < 0 ? NAN : (report->handlers & OUR_BIT) != 0;
	metrics[MEMORY_BEFORE].number = report->memory;
	metrics[RETURNED].number = report->returned;
}

static int set_up(struct error *error)
{
	void *page = mmap(NULL, SYS_PAGE_BYTES_MAX, PROT_READ | PROT_WRITE,
			  MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	report = creating_share(sizeof(*report), error);
	if (page == MAP_FAILED || !report)
		return error_set(error, ENOMEM, "cannot map a page");
	memory = page;
	*memory = 1;
	return blocking_target_prepare(&report->failure, error);
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
	blocking_target_release();
	status = creating_reap(&created, error);
	take_report_of_child(metrics);
	return report->failure.action ? creating_check(&report->failure, error) : status;
}

static int try_exec_replaces(const struct claim_bench *bench, struct claim_metric *metrics,
			     struct error *error)
{
	return run_isolated(bench, replace, metrics, error);
}

static void add_state(struct text *out, const char *what, double after)
{
	text_printf(out, "%s %s", what,
		    isnan(after) ? "could not be inspected"
		    : after == 0 ? "was gone"
				 : "was still there");
}

static void explain_exec_replaces(const struct claim_metric *metrics, struct text *explanation)
{
	char scratch[16];

	text_printf(explanation,
		    "Process %.0f tried to execute a file that does not exist: exec returned (%s) "
		    "and the process continued. Then it executed a program: exec %s, ",
		    metrics[PID_BEFORE].number,
		    error_name((int)metrics[FAILED_WITH].number, scratch),
		    metrics[RETURNED].number == 0 ? "did not return" : "returned");
	if (isnan(metrics[PID_AFTER].number))
		text_add(explanation, "the process id could not be inspected");
	else
		text_printf(explanation, "the process id was %.0f", metrics[PID_AFTER].number);
	add_state(explanation, ", its memory", metrics[MEMORY_AFTER].number);
	add_state(explanation, ", its signal handler", metrics[HANDLER_AFTER].number);
	add_state(explanation, ", its open file", metrics[KEPT_FD_AFTER].number);
	add_state(explanation, ", and its close-on-exec file", metrics[CLOEXEC_FD_AFTER].number);
	text_add_char(explanation, '.');
}

static enum claim_verdict judge_exec_replaces(const struct claim_metric *metrics,
					      struct text *explanation)
{
	explain_exec_replaces(metrics, explanation);
	if (metrics[FAILED_WITH].number <= 0 || metrics[CONTINUED].number != 1 ||
	    metrics[RETURNED].number != 0)
		return CLAIM_FAILS;
	for (int i = PID_BEFORE; i < RETURNED; i++)
		if (isnan(metrics[i].number))
			return CLAIM_UNKNOWN;
	if (metrics[HANDLER_BEFORE].number != 1 || metrics[MEMORY_BEFORE].number != 1)
		return CLAIM_UNKNOWN; /* nothing that exec could have reset */
	return metrics[PID_AFTER].number == metrics[PID_BEFORE].number &&
			       metrics[MEMORY_AFTER].number == 0 &&
			       metrics[HANDLER_AFTER].number == 0 &&
			       metrics[KEPT_FD_AFTER].number == 1 &&
			       metrics[CLOEXEC_FD_AFTER].number == 0
		       ? CLAIM_HOLDS
		       : CLAIM_FAILS;
}

const struct claim claim_exec_replaces = {
	.name = "exec-replaces",
	.statement = "exec keeps the process id and open files, except those marked close-on-exec, "
		     "replaces memory, resets signal handlers, and returns only when it fails",
	.kind = CLAIM_SEMANTIC,
	.metrics = replacing_names,
	.experiment = try_exec_replaces,
	.judge = judge_exec_replaces,
};
