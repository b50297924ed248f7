/*
 * load: loads a saved result.
 *
 * Files come from other machines and are not trusted. Errors name the file and the position:
 * line:column for invalid JSON, a path such as `cases[3].spans.total.min_ns` for an invalid value.
 * Unknown keys are ignored.
 */
#ifndef PROCBENCH_RESULT_LOAD_H
#define PROCBENCH_RESULT_LOAD_H

#include "procbench/base/error.h"
#include "procbench/result/result.h"

#include <stddef.h>

/* Maximum size of a file. */
#define RESULT_LOAD_BYTES_MAX ((size_t)64 << 20)

/* Maximum memory for reading a file. */
#define RESULT_LOAD_MEMORY_MAX ((size_t)512 << 20)

/*
 * Loads the file `path`, or standard input for "-", in schema procbench/1. Writing the result as
 * JSON again gives the same bytes. Only fits and crossovers are derived anew; all other numbers are
 * those in the file.
 *
 * Returns 0 or -errno. Call result_free() in any case.
 */
int result_load(struct result *result, const char *path, struct error *error);

/* Called with a loaded result, whose members it may take, or with the error. A non-zero value stops
 * the loading.
 */
typedef int result_visit(void *context, const char *path, struct result *result,
			 const struct error *error);

/*
 * Loads thousands of files, many times as fast, and hands them to `visit` in their order. Of each
 * it only promises date, label, tags, host, seed, clock and partial, and of cases spec, method,
 * implied, skipped, samples, failed, the floor with the multiples of it, and the median of total
 * with its interval. The rest is not checked. Returns what the last visit returned.
 */
int result_load_outlines(const char *const *paths, size_t count, result_visit *visit,
			 void *context);

/* With the round and the total of each launch, for floors_log_ratios(), and most warnings. */
int result_load_launches(struct result *result, const char *path, struct error *error);

/* Loads from `length` bytes in memory; `name` is used in messages. */
int result_load_bytes(struct result *result, const char *name, const char *bytes, size_t length,
		      struct error *error);

#endif
