/*
 * creating: one creation by a method, with steps of ours in the child, and what came of it.
 */
#ifndef PROCBENCH_SRC_CLAIMS_CREATING_H
#define PROCBENCH_SRC_CLAIMS_CREATING_H

#include "procbench/base/error.h"
#include "procbench/methods/method.h"

#include <stdint.h>

struct created {
	struct creation creation;
	const struct method *method;
	long pid;
	uint64_t call_ns; /* how long the call took */
	struct reaped reaped;
	void *state; /* of the method, until it is reaped */
};

/*
 * Creates a child by the method of that name, with `flags` for the clone family (or NULL), that
 * runs the steps (up to NULL; Child-safe) and exits. 0, or -errno and why not; after 0 the child
 * has to be reaped by creating_reap().
 */
int creating_start(struct created *created, const char *method, const char *flags,
		   creation_step *const *steps, struct error *error);

/* Collects it. -errno where that fails, -EIO where its end was not a good one. */
int creating_reap(struct created *created, struct error *error);

/* Both. */
int creating_run(struct created *created, const char *method, const char *flags,
		 creation_step *const *steps, struct error *error);

/* Memory that children share with their maker, zeroed; NULL and an error. Stays. */
void *creating_share(size_t bytes, struct error *error);

/*
 * The number behind NAME: in a status file of /proc, read in `base`; -1 where there is none.
 * Child-safe.
 */
long creating_status_number(const char *path, const char *name, int base);

#endif
