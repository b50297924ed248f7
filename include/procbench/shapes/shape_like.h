/*
 * shape_like: the shape of a live process.
 */
#ifndef PROCBENCH_SHAPES_SHAPE_LIKE_H
#define PROCBENCH_SHAPES_SHAPE_LIKE_H

#include "procbench/base/error.h"
#include "procbench/base/keys.h"
#include "procbench/base/text.h"
#include "procbench/sys/proc_shape.h"

/* The process id that a value of like= (not "none") names, or -EINVAL. */
int shape_like_pid(const char *value, struct error *error);

/* What a subject has open by itself: the standard descriptors, and the arena. */
#define SHAPE_LIKE_OWN_FDS 4

/*
 * The shape keys that make a subject, which has `own` by itself, into `shape` as a whole. Pure.
 * Keys that are set explicitly stay.
 */
void shape_like_set_keys(struct keys *keys, const struct proc_shape *shape,
			 const struct proc_shape *own);

/* Adds what those keys leave out of `shape`, each with the reason; nothing where it is all there.
 */
void shape_like_add_rest(struct text *rest, const struct proc_shape *shape);

#endif
