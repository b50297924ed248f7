/* tracer_refusal: why the kernel refuses to trace, and the remedy. */
#define _GNU_SOURCE
#include "tracer_refusal.h"

#include "procbench/sys/proc_text.h"

#include <errno.h>
#include <linux/capability.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { SCOPE_DESCENDANTS = 1, SCOPE_CAPABLE, SCOPE_NONE };

static bool is_restricted(const struct tracer_refused *refused, uint64_t scope)
{
	return refused->scope == scope && !refused->can_trace;
}

/* What allows tracing: others need root, root needs the capability. */
static const char *right(const struct tracer_refused *refused)
{
	if (refused->can_trace)
		return "give the container a seccomp profile that allows ptrace";
	return refused->user == 0 ? "give root CAP_SYS_PTRACE, such as by docker run "
				    "--cap-add=SYS_PTRACE"
				  : "run procbench as root";
}

static void add_reason(const struct tracer_refused *refused, char *reason, size_t size)
{
	bool is_foreign = refused->owner >= 0 && refused->owner != refused->user;

	if (refused->scope == SCOPE_NONE)
		snprintf(reason, size,
			 "kernel.yama.ptrace_scope is 3, which forbids ptrace to all until the "
			 "next boot (set a lower value in /etc/sysctl.d and reboot)");
	else if (is_foreign && !refused->can_trace)
		snprintf(reason, size, "it belongs to another user, with uid %ld (%s)",
			 refused->owner, right(refused));
	else if (is_restricted(refused, SCOPE_CAPABLE))
		snprintf(reason, size,
			 "kernel.yama.ptrace_scope is 2, which allows ptrace only to root (%s, or "
			 "set it to %d)",
			 right(refused), refused->pid > 0 ? 0 : 1);
	else if (refused->pid > 0 && is_restricted(refused, SCOPE_DESCENDANTS))
		snprintf(reason, size,
			 "kernel.yama.ptrace_scope is 1 (use 'procbench observe -- COMMAND', %s, "
			 "or set it to 0)",
			 right(refused));
	else if (refused->pid > 0)
		snprintf(reason, size,
			 "it has privileges that procbench lacks, or ptrace is "
			 "forbidden here by a seccomp filter or security module (%s)",
			 right(refused));
	else
		snprintf(reason, size,
			 "ptrace is forbidden here by a seccomp filter or security module (run the "
			 "container with --cap-add=SYS_PTRACE or another seccomp profile)");
}

int tracer_refusal(const struct tracer_refused *refused, struct error *error)
{
	char whom[32] = "the command", reason[256];

	if (refused->pid > 0)
		snprintf(whom, sizeof(whom), "process %d", refused->pid);
	add_reason(refused, reason, sizeof(reason));
	return error_set(error, refused->code, "cannot trace %s: %s: %s", whom,
			 strerror(refused->code), reason);
}

const char *tracer_never(const char *status, pid_t self)
{
	const char *state = proc_text_field(status, "State");

	if (proc_text_number(status, "Tgid", 10) == (uint64_t)self)
		return "it is procbench itself (give the process id of another program)";
	if (state && strchr("ZX", state[strspn(state, " \t")]))
		return "it has ended, and its parent has not waited for it yet (use 'procbench "
		       "observe -- COMMAND' to see it from its beginning)";
	if (state && proc_text_number(status, "VmSize", 10) == PROC_TEXT_NONE)
		return "it is a thread of the kernel, which runs no program (give the process id "
		       "of a program)";
	return NULL;
}

int tracer_refuse_never(pid_t tid, struct error *error)
{
	char path[64], text[4096];
	const char *why;

	snprintf(path, sizeof(path), "/proc/%d/status", tid);
	if (proc_text_read(path, text, sizeof(text)) < 0)
		return 0;
	why = tracer_never(text, getpid());
	return why ? error_set(error, EPERM, "cannot trace process %d: %s", tid, why) : 0;
}

long tracer_status_number(pid_t tid, const char *name, int base)
{
	char path[64], text[4096];
	uint64_t number;

	snprintf(path, sizeof(path), "/proc/%d/status", tid);
	if (proc_text_read(path, text, sizeof(text)) < 0)
		return -1;
	number = proc_text_number(text, name, base);
	return number == PROC_TEXT_NONE ? -1 : (long)number;
}

int tracer_refuse(pid_t pid, int code, struct error *error)
{
	long capabilities = tracer_status_number(getpid(), "CapEff", 16);
	const struct tracer_refused refused = {
		.code = code,
		.pid = pid,
		.owner = pid > 0 ? tracer_status_number(pid, "Uid", 10) : -1,
		.user = geteuid(),
		.can_trace = capabilities > 0 && (capabilities >> CAP_SYS_PTRACE & 1) != 0,
		.scope = proc_text_read_number("/proc/sys/kernel/yama/ptrace_scope"),
	};

	return tracer_refusal(&refused, error);
}
