/* exec_entry: where a process continues after exec, and on which stack. */
#define _GNU_SOURCE
#include "blocking_target.h"
#include "creating.h"
#include "isolated.h"

#include "procbench/claims/claims.h"

#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <link.h>
#include <math.h>
#include <stdio.h>
#include <sys/auxv.h>
#include <unistd.h>

/* How far the child grows its stack before exec, and what a new one has at most. */
#define GROWN_BYTES   (1024 * 1024)
#define NEW_STACK_KIB (GROWN_BYTES / 1024 / 2)

enum entry_metric { ENTRY_BEFORE, ENTRY_AFTER, ENTRY_IN_FILE, STACK_BEFORE, STACK_AFTER };

static const char *const entry_names[] = {"entry_point_before_exec", "entry_point_after_exec",
					  "entry_point_in_file",     "stack_before_exec_kib",
					  "stack_after_exec_kib",    NULL};

/* Shared with the child. */
static struct report {
	long stack_kib;
	struct child_failure failure;
} * report;

static void grow_stack(const struct creation *creation)
{
	volatile char frame[GROWN_BYTES];

	(void)creation;
	for (size_t i = sizeof(frame); i > 0; i -= 1024)
		frame[i - 1] = 1;
	report->stack_kib = creating_status_number("/proc/self/status", "VmStk", 10);
}

/* The entry point that the kernel gave the process at exec; NAN where it cannot be read. */
static double read_entry(long pid)
{
	ElfW(auxv_t) entries[64];
	char path[64];
	ssize_t bytes;
	int fd;

	snprintf(path, sizeof(path), "/proc/%ld/auxv", pid);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	bytes = fd < 0 ? 0 : read(fd, entries, sizeof(entries));
	if (fd >= 0)
		close(fd);
	for (ssize_t i = 0; (i + 1) * (ssize_t)sizeof(*entries) <= bytes; i++)
		if (entries[i].a_type == AT_ENTRY)
			return (double)entries[i].a_un.a_val;
	return NAN;
}

static double known(double number)
{
	return number > 0 ? number : NAN;
}

static void look_at(long pid, struct claim_metric *metrics)
{
	char path[64];

	snprintf(path, sizeof(path), "/proc/%ld/status", pid);
	metrics[ENTRY_BEFORE].number = (double)getauxval(AT_ENTRY);
	metrics[ENTRY_AFTER].number = read_entry(pid);
	metrics[ENTRY_IN_FILE].number = known((double)blocking_target_entry());
	metrics[STACK_BEFORE].number = known((double)report->stack_kib);
	metrics[STACK_AFTER].number = known((double)creating_status_number(path, "VmStk", 10));
}

static int execute(struct claim_metric *metrics, struct error *error)
{
	static creation_step *const steps[] = {grow_stack, blocking_target_execute, NULL};
	struct created created;
	int status;

	report = creating_share(sizeof(*report), error);
	if (!report)
		return -error->code;
	status = blocking_target_prepare(&report->failure, error);
	if (status == 0)
		status = creating_start(&created, "fork", NULL, steps, error);
	if (status < 0)
		return status;
	blocking_target_wait();
	look_at(created.pid, metrics);
	blocking_target_release();
	status = creating_reap(&created, error);
	return report->failure.action ? creating_check(&report->failure, error) : status;
}

static int try_exec_entry(const struct claim_bench *bench, struct claim_metric *metrics,
			  struct error *error)
{
	return run_isolated(bench, execute, metrics, error);
}

static enum claim_verdict judge_exec_entry(const struct claim_metric *metrics,
					   struct text *explanation)
{
	for (int i = ENTRY_BEFORE; i <= STACK_AFTER; i++)
		if (isnan(metrics[i].number)) {
			text_printf(explanation, "/proc does not show %s.", entry_names[i]);
			return CLAIM_UNKNOWN;
		}
	text_printf(explanation,
		    "The program's file names the entry point 0x%llx; the process started there "
		    "at 0x%llx (before exec: 0x%llx). Its stack had %.0f KiB before exec and "
		    "%.0f KiB after it.",
		    (unsigned long long)metrics[ENTRY_IN_FILE].number,
		    (unsigned long long)metrics[ENTRY_AFTER].number,
		    (unsigned long long)metrics[ENTRY_BEFORE].number, metrics[STACK_BEFORE].number,
		    metrics[STACK_AFTER].number);
	return metrics[ENTRY_AFTER].number == metrics[ENTRY_IN_FILE].number &&
			       metrics[STACK_BEFORE].number > NEW_STACK_KIB &&
			       metrics[STACK_AFTER].number <= NEW_STACK_KIB
		       ? CLAIM_HOLDS
		       : CLAIM_FAILS;
}

const struct claim claim_exec_entry = {
	.name = "exec-entry",
	.statement = "exec starts the program at its own entry point, on a new stack",
	.kind = CLAIM_SEMANTIC,
	.metrics = entry_names,
	.experiment = try_exec_entry,
	.judge = judge_exec_entry,
};
