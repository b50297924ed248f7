/*
 * permissions: what this process may do to its own scheduling and system calls. Asked by trying it
 * and going back; afterwards all is as before.
 */
#ifndef PROCBENCH_SYS_PERMISSIONS_H
#define PROCBENCH_SYS_PERMISSIONS_H

#include "procbench/base/error.h"

/* 0, or why it may not be real-time (SCHED_FIFO). */
int permissions_fifo(struct error *error);

/* 0, or why it may not have that nice value. */
int permissions_nice(int value, struct error *error);

/* 0, or why it may not install a seccomp filter. */
int permissions_filter(struct error *error);

#endif
