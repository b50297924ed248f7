/*
 * observe_file: an observation as JSON, schema procbench-observe/1.
 */
#ifndef PROCBENCH_OBSERVE_OBSERVE_FILE_H
#define PROCBENCH_OBSERVE_OBSERVE_FILE_H

#include "procbench/base/error.h"
#include "procbench/base/text.h"
#include "procbench/observe/observation.h"

/* Maximum size of a file. */
#define OBSERVE_BYTES_MAX ((size_t)512 << 20)

/* Whether the bytes begin as an observation that was written here, rather than another document. */
bool observation_is_saved(const char *bytes, size_t length);

/* Loads a saved one; "-" is standard input. End with observation_free() either way. */
int observation_load(struct observation *observation, const char *path, struct error *error);

/* The same of bytes; `name` is for messages. */
int observation_load_bytes(struct observation *observation, const char *name, const char *bytes,
			   size_t length, struct error *error);

/* Appends the document; 0 or -ENOMEM. */
int observation_save(const struct observation *observation, struct text *out);

#endif
