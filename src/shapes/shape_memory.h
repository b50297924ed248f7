/*
 * shape_memory: maps and populates memory of the parent.
 */
#ifndef PROCBENCH_SHAPES_SHAPE_MEMORY_H
#define PROCBENCH_SHAPES_SHAPE_MEMORY_H

#include "shape_seen.h"

#include "procbench/base/error.h"
#include "procbench/base/keys.h"

#include <stdint.h>

/*
 * Writes every page: by one madvise call (Linux 5.14) or else by touching each page. 0 or -errno
 * (-ENOMEM).
 */
int shape_memory_write(void *memory, uint64_t bytes);

/* Reads every page, likewise. */
int shape_memory_read(void *memory, uint64_t bytes);

/* Maps private, written memory in small pages; NULL and an error that begins with `name`. */
void *shape_memory_private(const char *name, uint64_t bytes, struct error *error);

/* In transparent huge pages, and aligned to them; 0 or -errno. */
int shape_memory_huge(void **memory, uint64_t bytes);

/* The page size of the backing of rss=, in bytes; 1 if any size is valid. */
uint64_t shape_memory_unit(const struct keys *keys);

/* 0, or -EINVAL if `key` writes more pages than rss= or its first chunk has. */
int shape_memory_check_pages(const struct keys *keys, enum key key, struct error *error);

/* Verifies the total of private memory of all keys; the error begins with `name`. */
int shape_memory_verify(const char *name, const struct keys *keys, const struct shape_seen *before,
			const struct shape_seen *now, struct error *error);

/* The same of all that shall be in transparent huge pages. */
int shape_memory_verify_huge(const char *name, const struct keys *keys,
			     const struct shape_seen *before, const struct shape_seen *now,
			     struct error *error);

/* Verifies the total number of mappings of all keys, likewise. */
int shape_memory_verify_mappings(const char *name, const struct keys *keys,
				 const struct shape_seen *before, const struct shape_seen *now,
				 struct error *error);

#endif
