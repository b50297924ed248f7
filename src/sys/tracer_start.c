/* tracer_start: begins to follow a new command or a running thread. */
#define _GNU_SOURCE
#include "procbench/sys/tracer.h"

#include "tracer_calls.h"
#include "tracer_refusal.h"

#include "procbench/sys/proc_text.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

#define OPTIONS                                                                                   \
	(PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK | PTRACE_O_TRACECLONE | \
	 PTRACE_O_TRACEEXEC)

/* What the new process reports: a step and its errno. */
struct report {
	enum { REPORT_FILTER, REPORT_EXEC } step;
	int error;
	bool sets_no_new_privs;
};

struct start {
	char *const *argv;
	bool filter;
	void (*prepare)(void);
	int go[2];     /* the new process waits for its end */
	int report[2]; /* struct report */
};

/* ---- the new process ---- */

static void tell(const struct start *start, struct report report)
{
	if (write(start->report[1], &report, sizeof(report)) < 0)
		_exit(127);
}

__attribute__((noreturn)) static void become(const struct start *start)
{
	struct report report = {.step = REPORT_FILTER, .error = ENOSYS};
	char byte;

	close(start->go[1]);
	if (read(start->go[0], &byte, 1) != 1) /* not followed: it must not run */
		_exit(127);
	start->prepare();
	if (start->filter)
		report.error = -tracer_filter(&report.sets_no_new_privs);
	tell(start, report);
	execvp(start->argv[0], start->argv);
	tell(start, (struct report){.step = REPORT_EXEC, .error = errno});
	_exit(127);
}

/* ---- this one ---- */

static int refuse_traced(pid_t tid, long tracer, struct error *error)
{
	char path[64], name[64];

	snprintf(path, sizeof(path), "/proc/%ld/comm", tracer);
	proc_text_read_line(path, name, sizeof(name));
	return error_set(error, EPERM,
			 "process %d is already traced by process %ld (%s): a process can "
			 "have only one tracer",
			 tid, tracer, name);
}

static int refuse(pid_t tid, int code, struct error *error)
{
	long tracer = tracer_status_number(tid, "TracerPid", 10);

	if (code == ESRCH)
		return error_set(error, ESRCH, "there is no process %d", tid);
	if (tracer > 0)
		return refuse_traced(tid, tracer, error);
	return tracer_refuse(tid, code, error);
}

int tracer_attach(pid_t tid, struct error *error)
{
	if (ptrace(PTRACE_SEIZE, tid, NULL, (void *)OPTIONS) < 0)
		return refuse(tid, errno, error);
	return 0;
}

bool tracer_follows(pid_t tid)
{
	return tracer_status_number(tid, "TracerPid", 10) == getpid();
}

static int seize(pid_t pid, bool filter, struct error *error)
{
	unsigned long options = OPTIONS;
	int code;

	if (filter)
		options |= PTRACE_O_TRACESECCOMP | PTRACE_O_EXITKILL;
	if (ptrace(PTRACE_SEIZE, pid, NULL, (void *)options) == 0)
		return 0;
	code = errno;
	if (tracer_status_number(getpid(), "TracerPid", 10) > 0)
		return error_set(
			error, EPERM,
			"cannot trace the command: procbench itself is traced, with what it "
			"starts (by strace -f or a debugger)");
	return tracer_refuse(0, code, error);
}

/* Without filters, all must be able to go on when this process ends. */
static void keep_alive(pid_t pid)
{
	ptrace(PTRACE_SETOPTIONS, pid, NULL, (void *)OPTIONS);
}

static int cannot_execute(const char *name, int code, struct error *error)
{
	return error_set(error, code, "cannot execute '%s': %s", name, strerror(code));
}

static int was_killed(const struct start *start, struct error *error)
{
	return error_set(error, ECHILD, "'%s' was killed before it began", start->argv[0]);
}

/* Lets the new process go on to its first instruction of the command. */
static int bring_to_exec(const struct start *start, struct tracer_started *started,
			 struct error *error)
{
	struct tracer_event event;
	struct report report;

	for (;;) {
		tracer_next(&event);
		if (event.kind == TRACER_DONE || event.kind == TRACER_ENDED) {
			started->pid = 0; /* another process may have it by now */
			break;
		}
		if (event.kind == TRACER_SIGNAL)
			kill(started->pid, event.status);
		else if (event.kind != TRACER_EXECUTED)
			tracer_resume(event.tid, TRACER_RUN,
				      event.kind == TRACER_DELIVERED ? event.status : 0);
		else
			break;
	}
	while (read(start->report[0], &report, sizeof(report)) == (ssize_t)sizeof(report)) {
		if (report.step == REPORT_EXEC)
			return cannot_execute(start->argv[0], report.error, error);
		started->is_filtered = report.error == 0;
		started->sets_no_new_privs = report.sets_no_new_privs;
	}
	if (event.kind != TRACER_EXECUTED)
		return was_killed(start, error);
	if (!started->is_filtered)
		keep_alive(started->pid);
	return 0;
}

static void close_end(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

static void close_pipe(int ends[2])
{
	close_end(&ends[0]);
	close_end(&ends[1]);
}

static int follow_new(struct start *start, struct tracer_started *started, struct error *error)
{
	int status = seize(started->pid, start->filter, error);

	close_end(&start->go[0]);
	close_end(&start->report[1]);
	if (status == 0)
		status = write(start->go[1], "", 1) == 1 ? bring_to_exec(start, started, error)
							 : was_killed(start, error);
	if (status < 0 && started->pid > 0) {
		kill(started->pid, SIGKILL);
		waitpid(started->pid, NULL, __WALL);
	}
	return status;
}

int tracer_start(char *const *argv, bool filter, void (*prepare)(void),
		 struct tracer_started *started, struct error *error)
{
	struct start start = {.argv = argv,
			      .filter = filter,
			      .prepare = prepare,
			      .go = {-1, -1},
			      .report = {-1, -1}};
	int status;

	*started = (struct tracer_started){0};
	if (pipe2(start.go, O_CLOEXEC) < 0 || pipe2(start.report, O_CLOEXEC) < 0) {
		status = error_set(error, errno, "cannot open a pipe: %s", strerror(errno));
	} else {
		started->pid = fork();
		if (started->pid == 0)
			become(&start);
		status = started->pid < 0 ? error_set(error, errno, "cannot start a process: %s",
						      strerror(errno))
					  : follow_new(&start, started, error);
	}
	close_pipe(start.go);
	close_pipe(start.report);
	return status;
}
