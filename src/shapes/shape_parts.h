/*
 * shape_parts: the one list of what a shape is made of. Adding a part is its file and a line here.
 *
 * A part answers to one key of KEY_GROUP_SHAPE. No part may use the heap or stdio: what they take
 * would become part of the shape.
 */
#ifndef PROCBENCH_SHAPES_SHAPE_PARTS_H
#define PROCBENCH_SHAPES_SHAPE_PARTS_H

#include "shape_seen.h"

#include "procbench/base/error.h"
#include "procbench/base/keys.h"

/*
 * X(name): shape_NAME.c defines shape_part_NAME. In the order in which they are built: memory is
 * charged to the cgroup that the subject is in, threads inherit a filter, and what makes the
 * subject slow comes last.
 */
#define SHAPE_PARTS(X) \
	X(cgroup)      \
	X(rss)         \
	X(dontfork)    \
	X(locked)      \
	X(vmas)        \
	X(fds)         \
	X(handlers)    \
	X(zombies)     \
	X(rseq)        \
	X(seccomp)     \
	X(threads)     \
	X(busy)        \
	X(nice)        \
	X(sched)

struct shape_part {
	enum key key; /* built where the case does not leave it at its default */
	/*
	 * Builds it for as long as the process lives. 0, or -errno with the numbers; then what was
	 * built so far stays, and the process had better end.
	 */
	int (*build)(const struct keys *keys, struct error *error);
	unsigned sees; /* enum shape_sees: what verify() looks at */
	/*
	 * 0, or -errno with what was wanted and what is there, by the state before anything was
	 * built and that of now. Asked after building and after the last sample.
	 */
	int (*verify)(const struct keys *keys, const struct shape_seen *before,
		      const struct shape_seen *now, struct error *error);
};

#define SHAPE_PART_DECLARE(name) extern const struct shape_part shape_part_##name;
SHAPE_PARTS(SHAPE_PART_DECLARE)
#undef SHAPE_PART_DECLARE

#endif
