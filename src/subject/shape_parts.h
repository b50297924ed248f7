/*
 * shape_parts: the one list of what a shape is made of. Adding a part is its file and a line here.
 *
 * A part answers to one key of KEY_GROUP_SHAPE. No part may use the heap or stdio: what they take
 * would become part of the shape.
 */
#ifndef PROCBENCH_SUBJECT_SHAPE_PARTS_H
#define PROCBENCH_SUBJECT_SHAPE_PARTS_H

#include "procbench/base/error.h"
#include "procbench/base/keys.h"

/* X(name): shape_NAME.c defines shape_part_NAME. In the order in which they are built. */
#define SHAPE_PARTS(X) \
	X(rss)         \
	X(vmas)        \
	X(fds)         \
	X(zombies)

struct shape_part {
	enum key key; /* built where the case does not leave it at its default */
	/*
	 * Builds it for as long as the process lives. 0, or -errno with the numbers; then what was
	 * built so far stays, and the process had better end.
	 */
	int (*build)(const struct keys *keys, struct error *error);
};

#define SHAPE_PART_DECLARE(name) extern const struct shape_part shape_part_##name;
SHAPE_PARTS(SHAPE_PART_DECLARE)
#undef SHAPE_PART_DECLARE

#endif
