/*
 * shape_like: the shape of a running process.
 */
#ifndef PROCBENCH_SHAPES_SHAPE_LIKE_H
#define PROCBENCH_SHAPES_SHAPE_LIKE_H

#include "procbench/base/error.h"
#include "procbench/base/keys.h"
#include "procbench/base/text.h"
#include "procbench/sys/proc_shape.h"

/* Parses a process id; -EINVAL if it is not one. */
int shape_like_pid(const char *value, struct error *error);

/* Descriptors that every subject has open: the standard ones and the arena. */
#define SHAPE_LIKE_OWN_FDS 4

/*
 * Sets the shape keys so that a subject, which already has `own`, matches `shape` in total. Keys
 * that are set explicitly are kept. Pure.
 */
void shape_like_set_keys(struct keys *keys, const struct proc_shape *shape,
			 const struct proc_shape *own);

/*
 * Whether much of what fork copies of `shape` is memory that no key makes beside the rest; then
 * `why` has the reason. Not where the keys describe the memory themselves. Pure.
 */
bool shape_like_is_beyond(struct text *why, const struct keys *keys,
			  const struct proc_shape *shape);

/* Appends the parts of `shape` that those keys do not reproduce, each with the reason. */
void shape_like_add_rest(struct text *rest, const struct proc_shape *shape);

#endif
