/*
 * shape_needs: the resources that the keys of a case need.
 *
 * A descriptor's needs() adds to CAPACITY_MEMORY, COMMIT, LOCKED, HUGE_PAGES, MAPPINGS, FILES and
 * TASKS. The limits of the cgroup and the user are compared with the same sums.
 */
#ifndef PROCBENCH_SHAPES_SHAPE_NEEDS_H
#define PROCBENCH_SHAPES_SHAPE_NEEDS_H

#include "procbench/base/error.h"
#include "procbench/base/keys.h"
#include "procbench/sys/capacity.h"

#include <stdint.h>

/* Upper bound of kernel memory per mapping, in parent and child. */
#define SHAPE_MAPPING_BYTES 512

/* A stack and its guard page. */
#define SHAPE_THREAD_MAPPINGS 2

/* Adds count * each, saturating on overflow. */
void shape_need(uint64_t needs[CAPACITY_COUNT], enum capacity_resource resource, uint64_t count,
		uint64_t each);

/* Private memory of the parent with its page tables, which a child duplicates. */
void shape_need_private(uint64_t needs[CAPACITY_COUNT], uint64_t bytes);

/* Pages of rss= that are copied on write. */
void shape_need_copies(uint64_t needs[CAPACITY_COUNT], const struct keys *keys, uint64_t pages);

/* Total for all parents of the case with one child each. Pure. */
void shape_needs(const struct keys *keys, uint64_t needs[CAPACITY_COUNT]);

#endif
