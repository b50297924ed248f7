/*
 * joining: a child gets into a cgroup by a write to cgroup.procs.
 */
#ifndef PROCBENCH_METHODS_JOINING_H
#define PROCBENCH_METHODS_JOINING_H

#include "procbench/base/error.h"
#include "procbench/base/keys.h"
#include "procbench/methods/creation.h"

#include <stdbool.h>

/* State of joining for one creation, creation->joining. */
extern const size_t joining_state_bytes;

/* Exit status of a child that could not move. */
#define JOINING_FAILED 123

/* A value of join=. */
struct joining_value {
	bool by_parent;   /* the parent moves and moves back, instead of the child */
	bool makes;       /* the cgroup is made for the case */
	const char *path; /* escaped, where it is not made */
};

/* Pure. */
struct joining_value joining_value(const struct keys *keys);

/* The child's step, NULL where it is the parent that moves. */
creation_step *joining_step(const struct keys *keys);

/* The part of method_prepare() for join=. 0 or -errno. */
int joining_prepare(struct creation *creation, const struct keys *keys, struct error *error);

#endif
