/* clone_common: what the methods clone and clone3 share. */
#ifndef PROCBENCH_METHODS_CLONE_COMMON_H
#define PROCBENCH_METHODS_CLONE_COMMON_H

#include "procbench/methods/method.h"

#define CLONE_STACK_BYTES 65536

/* Reads and checks flags=, and brings it into its canonical order. */
int clone_common_check(struct keys *keys, bool for_clone3, struct error *error);

/* What the states of both begin with. */
struct clone_common {
	void *stack_top; /* of a child that shares memory and runs beside its parent, or NULL */
	int pidfd;       /* of the sample's child, or -1 */
	int parent_tid;  /* where the kernel stores the child's id, .. */
	int child_tid;   /* .. and the child's copy or share of it */
};

/* A stack of CLONE_STACK_BYTES, for as long as the subject lives. */
int clone_common_map_stack(void **stack_top, struct error *error);

/* Asks the kernel whether it takes the case's flags from this caller, by one creation. */
int clone_common_probe_keys(const struct method *method, const struct keys *keys,
			    struct error *error);

/*
 * Of a creation whose state begins with struct clone_common: a stack where the child shares memory
 * and its parent does not wait (one is enough: a child is reaped before the next is created).
 * Mapped for as long as the subject lives.
 */
int clone_common_prepare(struct creation *creation, const struct keys *keys, struct error *error);

/*
 * The thread-local block of a child with settls: zeros, for code of ours that uses none, but for
 * what a compiler's stack protector reads.
 */
void *clone_common_tls(void);

/* Closes the pidfd of the sample, if there is one. */
void clone_common_settle(struct creation *creation, struct reaped *reaped);

#endif
