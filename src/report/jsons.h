/*
 * jsons: what the writers of JSON share.
 *
 * Jansson's functions that end in _new take their value over whether they succeed or not, and
 * refuse a NULL; so values may be made in place, and one `failed` tells in the end whether memory
 * ran out.
 */
#ifndef PROCBENCH_REPORT_JSONS_H
#define PROCBENCH_REPORT_JSONS_H

#include "procbench/base/error.h"
#include "procbench/base/text.h"

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

struct jsons {
	bool failed;
};

void jsons_set(struct jsons *jsons, json_t *object, const char *name, json_t *value);
void jsons_append(struct jsons *jsons, json_t *array, json_t *value);

/* null where it is not finite; whole numbers as they are. */
json_t *jsons_number(double value);
/* Left out where it is not finite: for consumers that take no null for a number. */
void jsons_set_known(struct jsons *jsons, json_t *object, const char *name, double value);
json_t *jsons_count(uint64_t value);
/* null for NULL; bytes that are not UTF-8, which JSON must be, become visible instead. */
json_t *jsons_string(const char *value);
/* The same of a text, which this frees. */
json_t *jsons_text(struct text *value);

/* Writes `root`, which this releases, and a line end. Returns 0 or -ENOMEM. */
int jsons_finish(const struct jsons *jsons, json_t *root, struct text *out, struct error *error);

#endif
