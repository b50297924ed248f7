/* like: the keys that give a subject the shape of another process. */
#ifndef PROCBENCH_SRC_RUN_LIKE_H
#define PROCBENCH_SRC_RUN_LIKE_H

#include "procbench/base/keys.h"
#include "procbench/base/text.h"
#include "procbench/sys/proc_shape.h"

/*
 * The shape keys that make a subject, which has `own` by itself, into `shape` as a whole. Pure.
 * What is said already stays.
 */
int like_set_keys(struct keys *keys, const struct proc_shape *shape, const struct proc_shape *own,
		  struct error *error);

/* Adds what those keys do not say of `shape`, each with the reason; nothing where they say all. */
void like_add_rest(struct text *rest, const struct proc_shape *shape);

#endif
