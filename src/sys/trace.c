/* trace: records the system calls by which a function creates processes. */
#define _GNU_SOURCE
#include "procbench/sys/trace.h"

#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef SYS_clone3
#define SYS_clone3 435
#endif

#define EXIT_SIGNAL_BITS 0xffu /* of the flags of clone */

struct tracing {
	pid_t pid;
	struct trace_call *calls;
	size_t max;
	size_t count;
};

static int give_up(int code, const char *what, struct error *error)
{
	return error_set(error, code, "%s: %s", what, strerror(code));
}

__attribute__((noreturn)) static void run_traced(void (*work)(void))
{
	if (ptrace(PTRACE_TRACEME, 0, NULL, NULL) < 0)
		_exit(1);
	raise(SIGSTOP);
	work();
	_exit(0);
}

/* The flags of clone3 are the first member of its arguments. */
static uint64_t flags_in_memory(pid_t pid, uint64_t address)
{
	uint64_t flags = 0;

	for (size_t i = 0; i < sizeof(flags) / sizeof(long); i++) {
		long word =
			ptrace(PTRACE_PEEKDATA, pid, (void *)(address + i * sizeof(long)), NULL);

		memcpy((char *)&flags + i * sizeof(long), &word, sizeof(word));
	}
	return flags;
}

static bool recognise(pid_t pid, const struct __ptrace_syscall_info *info, struct trace_call *call)
{
	switch (info->entry.nr) {
	case SYS_clone:
		*call = (struct trace_call){"clone", info->entry.args[0] & ~EXIT_SIGNAL_BITS};
		return true;
	case SYS_clone3:
		*call = (struct trace_call){"clone3", flags_in_memory(pid, info->entry.args[0])};
		return true;
#ifdef SYS_fork
	case SYS_fork:
		*call = (struct trace_call){"fork", 0};
		return true;
#endif
#ifdef SYS_vfork
	case SYS_vfork:
		*call = (struct trace_call){"vfork", 0};
		return true;
#endif
	default:
		return false;
	}
}

/* Handles a stop at system call entry or exit. */
static int note_call(struct tracing *tracing, struct error *error)
{
	struct __ptrace_syscall_info info = {0};
	struct trace_call call;

	if (ptrace(PTRACE_GET_SYSCALL_INFO, tracing->pid, (void *)sizeof(info), &info) < 0)
		return give_up(errno, "the kernel does not report system calls to a tracer", error);
	if (info.op == PTRACE_SYSCALL_INFO_ENTRY && tracing->count < tracing->max &&
	    recognise(tracing->pid, &info, &call))
		tracing->calls[tracing->count++] = call;
	return 0;
}

/* Continues from stop to stop until the end; passes on signals not caused by tracing. */
static int follow(struct tracing *tracing, struct error *error)
{
	int status, passed_on = 0;

	for (;;) {
		if (ptrace(PTRACE_SYSCALL, tracing->pid, NULL, (void *)(long)passed_on) < 0)
			return give_up(errno, "cannot continue tracing", error);
		if (waitpid(tracing->pid, &status, __WALL) < 0)
			return give_up(errno, "cannot wait for the traced process", error);
		if (!WIFSTOPPED(status))
			return 0;
		passed_on = WSTOPSIG(status);
		if (passed_on != (SIGTRAP | 0x80)) /* set by PTRACE_O_TRACESYSGOOD */
			continue;
		passed_on = 0;
		if (note_call(tracing, error) < 0)
			return -error->code;
	}
}

int trace_creations(void (*work)(void), struct trace_call *calls, size_t max, size_t *count,
		    struct error *error)
{
	struct tracing tracing = {.pid = fork(), .calls = calls, .max = max};
	int status, result = 0;

	if (tracing.pid == 0)
		run_traced(work);
	if (tracing.pid < 0)
		return give_up(errno, "cannot start a process to trace", error);
	if (waitpid(tracing.pid, &status, __WALL) < 0)
		return give_up(errno, "cannot wait for the traced process", error);
	if (!WIFSTOPPED(status))
		return error_set(error, EPERM,
				 "ptrace is forbidden here (a seccomp filter, kernel.yama."
				 "ptrace_scope above 1, or another tracer, such as strace -f)");
	if (ptrace(PTRACE_SETOPTIONS, tracing.pid, NULL,
		   (void *)(PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL)) < 0)
		result = give_up(errno, "cannot trace", error);
	if (result == 0)
		result = follow(&tracing, error);
	if (result < 0) {
		kill(tracing.pid, SIGKILL);
		waitpid(tracing.pid, &status, __WALL);
	}
	*count = tracing.count;
	return result;
}
