/* tracer_start: begins to follow a new command or a running thread. */
#define _GNU_SOURCE
#include "procbench/sys/tracer.h"

#include "tracer_calls.h"
#include "tracer_program.h"
#include "tracer_refusal.h"

#include "procbench/sys/proc_text.h"
#include "procbench/sys/raw.h"

#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

#define OPTIONS                                                                                   \
	(PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK | PTRACE_O_TRACECLONE | \
	 PTRACE_O_TRACEEXEC)

/*
 * The new process shares this one's memory until it executes the command: nothing is copied, and
 * this is how both tell each other of their steps.
 */
struct start {
	struct tracer_program program;
	struct sock_fprog filter; /* no steps: without */
	void (*prepare)(void);
	pid_t parent;
	volatile int is_followed; /* the new process waits for it */
	volatile long filter_status;
	volatile bool sets_no_new_privs;
	volatile long exec_status; /* 0: it has not failed */
};

/* ---- the new process: it must not use errno, which is not its own ---- */

static char stack[16384] __attribute__((aligned(16)));

/* It must not run if nobody follows it. */
static void await_follower(struct start *start)
{
	sys_prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (sys_getppid() != start->parent)
		sys_exit_group(127);
	while (!start->is_followed)
		sys_futex_wait(&start->is_followed, 0);
	sys_prctl(PR_SET_PDEATHSIG, 0);
}

static void become(void *argument)
{
	struct start *start = argument;

	await_follower(start);
	start->prepare();
	if (start->filter.len > 0) {
		bool sets_no_new_privs;

		start->filter_status = tracer_filter(&start->filter, &sets_no_new_privs);
		start->sets_no_new_privs = sets_no_new_privs;
	}
	start->exec_status = tracer_program_execute(&start->program);
	sys_exit_group(127);
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
	if (tracer_refuse_never(tid, error) < 0)
		return -EPERM;
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

/* Without filters, all must be able to continue when this process ends. */
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
	return error_set(error, ECHILD, "'%s' was killed before it began", start->program.argv[0]);
}

/* Resumes the new process up to the first instruction of the command. */
static int bring_to_exec(const struct start *start, struct tracer_started *started,
			 struct error *error)
{
	struct tracer_event event;

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
	if (start->exec_status < 0)
		return cannot_execute(start->program.argv[0], (int)-start->exec_status, error);
	if (event.kind != TRACER_EXECUTED)
		return was_killed(start, error);
	started->is_filtered = start->filter_status == 0;
	started->sets_no_new_privs = start->sets_no_new_privs;
	if (!started->is_filtered)
		keep_alive(started->pid);
	return 0;
}

static int follow_new(struct start *start, struct tracer_started *started, struct error *error)
{
	int status = seize(started->pid, start->filter.len > 0, error);

	if (status == 0) {
		start->is_followed = 1;
		sys_futex_wake(&start->is_followed);
		status = bring_to_exec(start, started, error);
	}
	if (status < 0 && started->pid > 0) {
		kill(started->pid, SIGKILL);
		waitpid(started->pid, NULL, __WALL);
	}
	return status;
}

static int start_new(struct start *start, struct tracer_started *started, struct error *error)
{
	long pid = sys_clone(CLONE_VM | SIGCHLD, stack + sizeof(stack), NULL, become, start);

	if (pid < 0)
		return error_set(
			error, (int)-pid, "cannot start a process: %s%s", strerror((int)-pid),
			pid == -EAGAIN ? " (see 'ulimit -u' and the cgroup's pids.max)" : "");
	started->pid = (pid_t)pid;
	return follow_new(start, started, error);
}

int tracer_start(char *const *argv, bool filter, void (*prepare)(void),
		 struct tracer_started *started, struct error *error)
{
	struct sock_filter steps[TRACER_STEPS_MAX];
	struct start start = {.prepare = prepare, .parent = getpid(), .filter_status = -ENOSYS};
	int status = tracer_program_find(&start.program, argv);

	*started = (struct tracer_started){0};
	if (filter)
		start.filter = (struct sock_fprog){tracer_filter_make(steps), steps};
	status = status < 0 ? error_no_memory(error) : start_new(&start, started, error);
	tracer_program_free(&start.program);
	return status;
}
