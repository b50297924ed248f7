/*
 * shape_memory: memory of the parent, mapped and made present, for the parts that need some.
 */
#ifndef PROCBENCH_SHAPES_SHAPE_MEMORY_H
#define PROCBENCH_SHAPES_SHAPE_MEMORY_H

#include "shape_seen.h"

#include "procbench/base/error.h"
#include "procbench/base/keys.h"

#include <stdint.h>

/*
 * Makes every page of it present and written: by one call where the kernel has it (Linux 5.14),
 * by touching otherwise. 0, or -errno where the kernel refuses (-ENOMEM).
 */
int shape_memory_write(void *memory, uint64_t bytes);

/* The same by reading. */
int shape_memory_read(void *memory, uint64_t bytes);

/* Private memory in small pages, written; NULL and an error that begins with `name`. */
void *shape_memory_private(const char *name, uint64_t bytes, struct error *error);

/* In transparent huge pages, and aligned to them; 0 or -errno. */
int shape_memory_huge(void **memory, uint64_t bytes);

/* The page size of what backs rss=, in bytes; 1 where any size will do. */
uint64_t shape_memory_unit(const struct keys *keys);

/* 0, or -EINVAL where `key` writes to more pages than rss= has, or than its first chunk has. */
int shape_memory_check_pages(const struct keys *keys, enum key key, struct error *error);

/* Whether all private memory that the keys ask for is there; the error begins with `name`. */
int shape_memory_verify(const char *name, const struct keys *keys, const struct shape_seen *before,
			const struct shape_seen *now, struct error *error);

/* The same of all that shall be in transparent huge pages. */
int shape_memory_verify_huge(const char *name, const struct keys *keys,
			     const struct shape_seen *before, const struct shape_seen *now,
			     struct error *error);

/* The same of all mappings of one page and of chunks. */
int shape_memory_verify_mappings(const char *name, const struct keys *keys,
				 const struct shape_seen *before, const struct shape_seen *now,
				 struct error *error);

#endif
