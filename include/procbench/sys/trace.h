/*
 * trace: which calls to the kernel create what a piece of code creates.
 */
#ifndef PROCBENCH_SYS_TRACE_H
#define PROCBENCH_SYS_TRACE_H

#include "procbench/base/error.h"

#include <stddef.h>
#include <stdint.h>

/* One call that creates a process or a thread. */
struct trace_call {
	const char *name; /* "clone", "clone3", "fork" or "vfork"; static */
	uint64_t flags;   /* of clone and clone3, without the exit signal; else 0 */
};

/*
 * Runs `work` in a child that is traced (ptrace), and notes the first `max` such calls that the
 * child itself makes. 0 and *count, or -errno and why it cannot be traced here: ptrace is
 * forbidden, the caller's children are traced already, or the kernel is older than Linux 5.3. The
 * child ends with its tracer.
 */
int trace_creations(void (*work)(void), struct trace_call *calls, size_t max, size_t *count,
		    struct error *error);

#endif
