/*
 * shape_needs: how much of the machine's capacity the keys of a case need.
 *
 * A descriptor's needs() adds to CAPACITY_MEMORY, COMMIT, LOCKED, HUGE_PAGES, MAPPINGS, FILES and
 * TASKS. What the cgroup and the user may have is compared with the same sums.
 */
#ifndef PROCBENCH_SHAPES_SHAPE_NEEDS_H
#define PROCBENCH_SHAPES_SHAPE_NEEDS_H

#include "procbench/base/error.h"
#include "procbench/base/keys.h"
#include "procbench/sys/capacity.h"

#include <stdint.h>

/* What the kernel keeps of a mapping, in the parent and in its child, generously. */
#define SHAPE_MAPPING_BYTES 512

/* A stack and the guard page below it. */
#define SHAPE_THREAD_MAPPINGS 2

/* Adds count * each; too much stays too much, it never wraps. */
void shape_need(uint64_t needs[CAPACITY_COUNT], enum capacity_resource resource, uint64_t count,
		uint64_t each);

/* Private memory of the parent, with its page tables, which a child has once more. */
void shape_need_private(uint64_t needs[CAPACITY_COUNT], uint64_t bytes);

/* Pages of rss= that a child or its parent gets a copy of. */
void shape_need_copies(uint64_t needs[CAPACITY_COUNT], const struct keys *keys, uint64_t pages);

/* What all parents of the case and one child of each need at the same time. Pure. */
void shape_needs(const struct keys *keys, uint64_t needs[CAPACITY_COUNT]);

/* 0, or -ENOMEM and the keys that need more than there is. */
int shape_fits(const struct keys *keys, struct error *error);

#endif
