/*
 * load: a result read from where one was saved.
 *
 * Files come from other machines and are not trusted. What is wrong is an error that names the file
 * and the place: line:column where it is not JSON, `cases[3].spans.total.min_ns` where a value is
 * not what it should be. Keys that are not known are ignored.
 */
#ifndef PROCBENCH_RESULT_LOAD_H
#define PROCBENCH_RESULT_LOAD_H

#include "procbench/base/error.h"
#include "procbench/result/result.h"

#include <stddef.h>

/* A larger file is refused before it is read. */
#define RESULT_LOAD_BYTES_MAX ((size_t)64 << 20)

/* What a smaller one may need while it is read; one that needs more is refused. */
#define RESULT_LOAD_MEMORY_MAX ((size_t)512 << 20)

/*
 * Reads the file `path`, or standard input where it is "-": schema procbench/1. What is loaded and
 * written as JSON again is the same, byte for byte. Nothing is derived but the fits and crossovers,
 * from the launches: all other figures are those of the file.
 *
 * Returns 0, or -errno; `result` ends with result_free() either way.
 */
int result_load(struct result *result, const char *path, struct error *error);

/* The same of `length` bytes in memory; `name` is the file's, for messages. */
int result_load_bytes(struct result *result, const char *name, const char *bytes, size_t length,
		      struct error *error);

#endif
