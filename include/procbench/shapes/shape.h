/*
 * shape: the parent's state, put up in the subject before its first creation.
 */
#ifndef PROCBENCH_SHAPES_SHAPE_H
#define PROCBENCH_SHAPES_SHAPE_H

#include "procbench/base/error.h"
#include "procbench/base/keys.h"

/*
 * Builds what the shape keys say, for as long as the process lives, and verifies it. 0, or -errno
 * with the numbers; then what was built so far stays, and the process had better end.
 */
int shape_build(const struct keys *keys, struct error *error);

/*
 * Whether what was built is still there: 0, or -errno and what was wanted and what is seen. Leaves
 * nothing behind, and takes milliseconds where the shape is large.
 */
int shape_verify(const struct keys *keys, struct error *error);

/* The memory of rss=, page by page; NULL without. */
void *shape_rss(void);

#endif
