/*
 * creating: creates one child by a method, runs the experiment's steps in it and reaps it.
 */
#ifndef PROCBENCH_SRC_CLAIMS_CREATING_H
#define PROCBENCH_SRC_CLAIMS_CREATING_H

#include "procbench/base/error.h"
#include "procbench/methods/method.h"

#include <stdbool.h>
#include <stdint.h>

struct created {
	struct creation creation;
	const struct method *method;
	long pid;
	uint64_t call_ns; /* duration of the call */
	struct reaped reaped;
	void *state; /* of the method, until it is reaped */
};

/*
 * Creates a child by the named method, with `flags` for the clone family (or NULL); the child runs
 * the steps (up to NULL; Child-safe) and exits. 0, or -errno and the cause. After 0 the caller
 * must reap the child with creating_reap().
 */
int creating_start(struct created *created, const char *method, const char *flags,
		   creation_step *const *steps, struct error *error);

/* Waits for the child. -errno where that fails; -EIO where it did not exit with status 0. */
int creating_reap(struct created *created, struct error *error);

/* Creates a child and waits for it. */
int creating_run(struct created *created, const char *method, const char *flags,
		 creation_step *const *steps, struct error *error);

/*
 * The first call that failed in the child. A child that could not do what the experiment needs says
 * nothing about the claim, so the experiment ends with this error instead of a verdict.
 */
struct child_failure {
	const char *action; /* "open a descriptor"; NULL: none failed */
	int code;
};

/* Notes the failure if `status` is negative; returns whether the call succeeded. Child-safe. */
bool creating_note(struct child_failure *failure, const char *action, long status);

/* 0, or -errno and "the child could not ACTION: cause". */
int creating_check(const struct child_failure *failure, struct error *error);

/* Zeroed memory shared with children, never unmapped; NULL and an error. */
void *creating_share(size_t bytes, struct error *error);

/*
 * The number after "NAME:" in a status file of /proc; -1 where there is none. Child-safe.
 */
long creating_status_number(const char *path, const char *name, int base);

#endif
