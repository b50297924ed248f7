/* clone_common: code shared by the methods clone and clone3. */
#ifndef PROCBENCH_METHODS_CLONE_COMMON_H
#define PROCBENCH_METHODS_CLONE_COMMON_H

#include "procbench/methods/method.h"

#define CLONE_STACK_BYTES 65536

/* Parses and checks flags=, and converts it to canonical order. */
int clone_common_check(struct keys *keys, bool for_clone3, struct error *error);

/* Common initial part of the state of both methods. */
struct clone_common {
	void *stack_top; /* for a child that shares memory and runs concurrently, or NULL */
	int pidfd;       /* of the current child, or -1 */
	int parent_tid;  /* where the kernel stores the child's id in the parent */
	int child_tid;   /* and in the child */
};

/* Tests by one creation whether the kernel accepts the case's flags from this caller. */
int clone_common_probe_keys(const struct method *method, const struct keys *keys,
			    struct error *error);

/*
 * Maps a stack for a child that shares memory while its parent does not wait. One is enough,
 * because a child is reaped before the next is created. The state of the creation must begin with
 * struct clone_common.
 */
int clone_common_prepare(struct creation *creation, const struct keys *keys, struct error *error);

/*
 * The thread-local block of a child with settls. It is zero, because procbench's code uses no
 * thread-local variables; only the compiler's stack protector reads it.
 */
void *clone_common_tls(void);

/* Closes the pidfd of the current child, if any. */
void clone_common_settle(struct creation *creation, struct reaped *reaped);

#endif
