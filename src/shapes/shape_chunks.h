/* shape_chunks: private memory in pieces that share no page table. Part of rss=. */
#ifndef PROCBENCH_SHAPES_SHAPE_CHUNKS_H
#define PROCBENCH_SHAPES_SHAPE_CHUNKS_H

#include "procbench/base/error.h"

#include <stdint.h>

/*
 * So many bytes, every page written, in `count` (at least 2) mappings of whole pages that are as
 * equal as can be, each at the begin of a region of 2 MiB of which no other has any. The first of
 * them, or NULL.
 */
void *shape_chunks(uint64_t bytes, uint64_t count, struct error *error);

#endif
