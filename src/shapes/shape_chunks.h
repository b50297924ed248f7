/* shape_chunks: private memory in chunks that share no page table; part of rss=. */
#ifndef PROCBENCH_SHAPES_SHAPE_CHUNKS_H
#define PROCBENCH_SHAPES_SHAPE_CHUNKS_H

#include "procbench/base/error.h"

#include <stdint.h>

/*
 * Maps and writes `bytes` in `count` (at least 2) mappings of nearly equal size, each at the start
 * of its own 2 MiB region. Returns the first mapping, or NULL.
 */
void *shape_chunks(uint64_t bytes, uint64_t count, struct error *error);

#endif
