/*
 * saved: results read from files.
 */
#ifndef PROCBENCH_CLI_SAVED_H
#define PROCBENCH_CLI_SAVED_H

#include "config.h"

#include "procbench/base/text.h"
#include "procbench/result/result.h"

struct saved {
	struct result *results;
	size_t count;
};

/* Loads all of them in order. Call saved_free() either way. */
int saved_load(struct saved *saved, char *const *paths, size_t count, struct error *error);
/* Loads one from its bytes; `path` is for messages. */
int saved_load_bytes(struct saved *saved, const char *path, const struct text *bytes,
		     struct error *error);
void saved_free(struct saved *saved);

#endif
