/* like: from like=PID to the keys that give a subject the shape of that process. Part of the plan.
 */
#ifndef PROCBENCH_RUN_LIKE_H
#define PROCBENCH_RUN_LIKE_H

#include "procbench/run/plan.h"
#include "procbench/sys/proc_shape.h"

/*
 * Puts the keys of the process's shape in the place of each like=, but for those that the user
 * said, tells them in plan->likeness, and what is not in them in plan->notes. -EINVAL for what is
 * no process id; otherwise as proc_shape_read().
 */
int like_plan(struct plan *plan, struct error *error);

/*
 * The shape keys that make a subject, which has `own` by itself, into `shape` as a whole. Pure.
 * What is said already stays.
 */
int like_set_keys(struct keys *keys, const struct proc_shape *shape, const struct proc_shape *own,
		  struct error *error);

/* Adds what those keys do not say of `shape`, each with the reason; nothing where they say all. */
void like_add_rest(struct text *rest, const struct proc_shape *shape);

#endif
