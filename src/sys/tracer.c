/* tracer: waits for events of the followed program and resumes it. */
#define _GNU_SOURCE
#include "procbench/sys/tracer.h"

#include "tracer_calls.h"

#include <errno.h>
#include <linux/sched.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "procbench/sys/proc_text.h"

#define SYSCALL_STOP (SIGTRAP | 0x80) /* PTRACE_O_TRACESYSGOOD */

/* ---- signals for this process ---- */

static volatile sig_atomic_t signal_number, signal_is_user;
static pid_t wake_tid;

/*
 * waitpid() is interrupted; where the signal came before it, the task that stops now ends it.
 */
static void take_signal(int number, siginfo_t *info, void *context)
{
	int saved = errno;

	(void)context;
	signal_number = number;
	signal_is_user = info->si_code <= 0;
	if (wake_tid > 0)
		syscall(SYS_ptrace, PTRACE_INTERRUPT, wake_tid, 0, 0);
	errno = saved;
}

static const int numbers[] = {SIGINT, SIGQUIT, SIGTERM, SIGHUP, SIGALRM, SIGTSTP};

#define NUMBERS (sizeof(numbers) / sizeof(numbers[0]))

static struct sigaction before[NUMBERS];

void tracer_take_signals(pid_t wake)
{
	struct sigaction action = {.sa_sigaction = take_signal, .sa_flags = SA_SIGINFO};

	for (size_t i = 0; i < NUMBERS && wake_tid == 0; i++)
		if (sigaction(numbers[i], NULL, &before[i]) == 0 && before[i].sa_handler != SIG_IGN)
			sigaction(numbers[i], &action, NULL);
	wake_tid = wake;
}

void tracer_leave_signals(void)
{
	for (size_t i = 0; i < NUMBERS && wake_tid > 0; i++)
		sigaction(numbers[i], &before[i], NULL);
	wake_tid = 0;
	signal_number = 0;
}

void tracer_stop(void)
{
	const struct sigaction standard = {.sa_handler = SIG_DFL};
	struct sigaction own;

	sigaction(SIGTSTP, &standard, &own);
	raise(SIGTSTP);
	sigaction(SIGTSTP, &own, NULL);
}

static bool took_signal(struct tracer_event *event)
{
	if (signal_number == 0)
		return false;
	*event = (struct tracer_event){
		.kind = TRACER_SIGNAL, .status = signal_number, .is_user = signal_is_user};
	signal_number = 0;
	return true;
}

/* ---- what a stop means ---- */

static void decode_stop(struct tracer_event *event)
{
	struct __ptrace_syscall_info info = {0};

	if (ptrace(PTRACE_GET_SYSCALL_INFO, event->tid, (void *)sizeof(info), &info) <= 0)
		return;
	if (info.op == PTRACE_SYSCALL_INFO_EXIT) {
		event->kind = TRACER_RETURNED;
		event->error = info.exit.is_error ? (int)-info.exit.rval : 0;
		if (event->error >= TRACER_RESTARTED)
			event->error = TRACER_RESTARTED;
	} else if (info.op == PTRACE_SYSCALL_INFO_SECCOMP) {
		tracer_decode(event->tid, info.arch, info.seccomp.nr,
			      (const uint64_t *)info.seccomp.args, &event->call);
	} else if (info.op == PTRACE_SYSCALL_INFO_ENTRY) {
		tracer_decode(event->tid, info.arch, info.entry.nr,
			      (const uint64_t *)info.entry.args, &event->call);
	}
}

static void take_message(struct tracer_event *event)
{
	unsigned long message = 0;

	ptrace(PTRACE_GETEVENTMSG, event->tid, NULL, &message);
	event->other = (pid_t)message;
}

/* Who stops it matters to the observer; other signals are too many to ask. */
static void take_delivered(struct tracer_event *event, int number)
{
	siginfo_t info;

	event->kind = TRACER_DELIVERED;
	event->status = number;
	if ((number == SIGSTOP || number == SIGTSTP || number == SIGTTIN || number == SIGTTOU) &&
	    ptrace(PTRACE_GETSIGINFO, event->tid, NULL, &info) == 0)
		event->other = info.si_code <= 0 ? info.si_pid : 0;
}

static void decode_event(struct tracer_event *event, int code, int number)
{
	switch (code) {
	case PTRACE_EVENT_SECCOMP:
		event->kind = TRACER_CALLING;
		decode_stop(event);
		break;
	case PTRACE_EVENT_FORK:
	case PTRACE_EVENT_VFORK:
	case PTRACE_EVENT_CLONE:
		event->kind = TRACER_CREATED;
		take_message(event);
		break;
	case PTRACE_EVENT_EXEC:
		event->kind = TRACER_EXECUTED;
		take_message(event);
		break;
	case PTRACE_EVENT_STOP:
		event->kind = TRACER_STOPPED;
		event->group_stop = number == SIGTRAP ? 0 : number;
		break;
	default:
		take_delivered(event, number);
	}
}

static void decode_status(struct tracer_event *event, int status)
{
	if (!WIFSTOPPED(status)) {
		event->kind = TRACER_ENDED;
		event->status = status;
	} else if (status >> 16) {
		decode_event(event, status >> 16, WSTOPSIG(status));
	} else if (WSTOPSIG(status) == SYSCALL_STOP) {
		event->kind = TRACER_ENTERED;
		decode_stop(event);
	} else {
		take_delivered(event, WSTOPSIG(status));
	}
}

/* ---- waiting ---- */

#define POLL_NS  UINT64_C(200000)
#define QUIET_NS UINT64_C(1000000) /* without a stop */

static uint64_t now_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * UINT64_C(1000000000) + (uint64_t)now.tv_nsec;
}

static bool has_another_cpu(void)
{
	static int cpus;
	cpu_set_t set;

	if (cpus == 0)
		cpus = sched_getaffinity(0, sizeof(set), &set) == 0 ? CPU_COUNT(&set) : 1;
	return cpus > 1;
}

/*
 * The next stop comes soon after the last one, and waking a sleeper on another CPU dominates
 * the cost: some 50 us in a virtual machine. So it polls for a while before it sleeps, unless
 * the program is quiet.
 */
static pid_t wait_next(int *status)
{
	static bool is_quiet;
	uint64_t begin;
	pid_t tid = 0;

	if (!has_another_cpu())
		return waitpid(-1, status, __WALL);
	begin = now_ns();
	if (!is_quiet)
		while ((tid = waitpid(-1, status, __WALL | WNOHANG)) == 0 && !signal_number &&
		       now_ns() < begin + POLL_NS)
			sched_yield(); /* the tracee may need this CPU */
	if (tid == 0 && !signal_number)
		tid = waitpid(-1, status, __WALL);
	is_quiet = now_ns() > begin + QUIET_NS;
	return tid;
}

void tracer_next(struct tracer_event *event)
{
	int status;
	pid_t tid;

	for (;;) {
		if (took_signal(event))
			return;
		tid = wait_next(&status);
		*event = (struct tracer_event){.kind = TRACER_DONE, .tid = tid};
		if (tid > 0)
			decode_status(event, status);
		if (tid > 0 || (tid < 0 && errno != EINTR))
			return;
	}
}

/* ---- going on ---- */

void tracer_resume(pid_t tid, enum tracer_mode mode, int signal)
{
	ptrace(mode == TRACER_RUN ? PTRACE_CONT : PTRACE_SYSCALL, tid, NULL, (void *)(long)signal);
}

void tracer_stay_stopped(pid_t tid)
{
	ptrace(PTRACE_LISTEN, tid, NULL, NULL);
}

void tracer_detach(pid_t tid, int signal)
{
	ptrace(PTRACE_DETACH, tid, NULL, (void *)(long)signal);
}

void tracer_interrupt(pid_t tid)
{
	ptrace(PTRACE_INTERRUPT, tid, NULL, NULL);
}

/* ---- calls of a stopped task ---- */

/* "56 0x1200011 0x0 ...": /proc has it in one form for all architectures. */
void tracer_read_call(pid_t tid, struct tracer_call *call)
{
	struct __ptrace_syscall_info info = {0};
	uint64_t arguments[6] = {0};
	char path[64], text[256], *at = text;
	uint64_t number;

	*call = (struct tracer_call){0};
	snprintf(path, sizeof(path), "/proc/%d/syscall", tid);
	if (ptrace(PTRACE_GET_SYSCALL_INFO, tid, (void *)sizeof(info), &info) <= 0 ||
	    proc_text_read_line(path, text, sizeof(text)) < 0)
		return;
	number = strtoull(at, &at, 10);
	for (int i = 0; i < 6; i++)
		arguments[i] = strtoull(at, &at, 16);
	tracer_decode(tid, info.arch, number, arguments, call);
}

static void replace_flags(pid_t tid, const struct tracer_call *call, bool untraced)
{
	uint64_t with = call->flags | CLONE_UNTRACED, without = with & ~(uint64_t)CLONE_UNTRACED;
	uint64_t flags = untraced ? with : without;
	struct iovec from = {&flags, sizeof(flags)};
	struct iovec to = {(void *)(uintptr_t)call->first, sizeof(flags)};

	if (strcmp(call->name, "clone3") == 0)
		process_vm_writev(tid, &from, 1, &to, 1, 0);
	else if (untraced)
		tracer_set_first_argument(tid, call->first & ~(uint64_t)CLONE_UNTRACED,
					  call->first);
	else
		tracer_set_first_argument(tid, call->first,
					  call->first & ~(uint64_t)CLONE_UNTRACED);
}

void tracer_clear_untraced(pid_t tid, const struct tracer_call *call)
{
	replace_flags(tid, call, false);
}

void tracer_set_untraced(pid_t tid, const struct tracer_call *call)
{
	replace_flags(tid, call, true);
}
