/*
 * trace: records the system calls by which a function creates processes.
 */
#ifndef PROCBENCH_SYS_TRACE_H
#define PROCBENCH_SYS_TRACE_H

#include "procbench/base/error.h"

#include <stddef.h>
#include <stdint.h>

/* A system call that creates a process or a thread. */
struct trace_call {
	const char *name; /* "clone", "clone3", "fork" or "vfork"; static */
	uint64_t flags;   /* of clone and clone3, without the exit signal; else 0 */
};

/*
 * Runs `work` in a child traced by ptrace and records its first `max` such calls. Returns 0 and
 * *count, or -errno and why tracing is not possible: ptrace is forbidden, the caller's children are
 * already traced, or the kernel is older than Linux 5.3. The child is killed if its tracer exits.
 */
int trace_creations(void (*work)(void), struct trace_call *calls, size_t max, size_t *count,
		    struct error *error);

#endif
