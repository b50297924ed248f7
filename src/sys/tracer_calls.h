/* tracer_calls: the calls that create and execute, in each ABI of this machine. */
#ifndef PROCBENCH_SRC_SYS_TRACER_CALLS_H
#define PROCBENCH_SRC_SYS_TRACER_CALLS_H

#include "procbench/sys/tracer.h"

#include <linux/filter.h>
#include <stdint.h>

struct tracer_row {
	uint32_t arch;   /* AUDIT_ARCH_* */
	uint32_t number; /* of the call */
	enum tracer_call_kind kind;
	const char *name;
	const char *machine; /* NULL: this machine's own */
};

extern const struct tracer_row tracer_rows[];
extern const size_t tracer_row_count;

/* Decodes a call of that number and these six arguments, which `tid` is about to make. */
void tracer_decode(pid_t tid, uint32_t arch, uint64_t number, const uint64_t *arguments,
		   struct tracer_call *call);

#define TRACER_ROWS_MAX  32
#define TRACER_STEPS_MAX 224

/* The filter that stops at these calls; the number of its steps. */
unsigned short tracer_filter_make(struct sock_filter steps[static TRACER_STEPS_MAX]);

/*
 * Has the calling process stop at them; it may have to give up gaining privileges, which
 * *sets_no_new_privs tells. 0, or -errno: without filters -EINVAL or -ENOSYS. Child-safe.
 */
long tracer_filter(const struct sock_fprog *filter, bool *sets_no_new_privs);

/* Replaces the first argument of the call that a task is about to make or stands in. */
void tracer_set_first_argument(pid_t tid, uint64_t from, uint64_t to);

#endif
