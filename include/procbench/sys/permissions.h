/*
 * permissions: whether this process may change its scheduling and install filters. Tests by doing
 * it and restoring the previous state.
 */
#ifndef PROCBENCH_SYS_PERMISSIONS_H
#define PROCBENCH_SYS_PERMISSIONS_H

#include "procbench/base/error.h"

/* 0, or -errno and why SCHED_FIFO is not permitted. */
int permissions_fifo(struct error *error);

/* 0, or -errno and why that nice value is not permitted. */
int permissions_nice(int value, struct error *error);

/* 0, or -errno and why a seccomp filter is not permitted. */
int permissions_filter(struct error *error);

#endif
