/* tracer_refusal: why the kernel refuses to trace, and the remedy. */
#ifndef PROCBENCH_SRC_SYS_TRACER_REFUSAL_H
#define PROCBENCH_SRC_SYS_TRACER_REFUSAL_H

#include "procbench/base/error.h"

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/* What is known at a refusal. */
struct tracer_refused {
	int code;       /* errno of ptrace */
	pid_t pid;      /* of a running process; 0: the command that this one has started */
	long owner;     /* its user; -1: not known */
	long user;      /* of this process */
	bool can_trace; /* this process has CAP_SYS_PTRACE */
	uint64_t scope; /* kernel.yama.ptrace_scope; PROC_TEXT_NONE without yama */
};

/* Sets the error from the above; returns -code. */
int tracer_refusal(const struct tracer_refused *refused, struct error *error);

/* The same with what /proc tells; pid 0 as above. */
int tracer_refuse(pid_t pid, int code, struct error *error);

/*
 * Why no one can trace that process, with the remedy, from its /proc/PID/status; NULL: someone can.
 * `self` is this process.
 */
const char *tracer_never(const char *status, pid_t self);

/* -EPERM, if so; else 0. */
int tracer_refuse_never(pid_t tid, struct error *error);

/* The value of a number in /proc/TID/status, or -1. */
long tracer_status_number(pid_t tid, const char *name, int base);

#endif
