/*
 * rseq: the rseq area that libc registers for the calling thread (glibc 2.35).
 */
#ifndef PROCBENCH_SYS_RSEQ_H
#define PROCBENCH_SYS_RSEQ_H

#include <stdbool.h>

/* Whether it is registered now. */
bool rseq_is_on(void);

/* Unregisters it, if there is one; 0 or -errno. */
int rseq_leave(void);

#endif
