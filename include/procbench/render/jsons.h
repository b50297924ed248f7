/*
 * jsons: objects, arrays and values of JSON.
 *
 * A value that could not be made is NULL, which jsons_set() and jsons_append() note in `failed`;
 * they own the value in any case. So values are made in place, and jsons_finish() alone reports
 * that memory ran out.
 */
#ifndef PROCBENCH_RENDER_JSONS_H
#define PROCBENCH_RENDER_JSONS_H

#include "procbench/base/error.h"
#include "procbench/base/facts.h"
#include "procbench/base/text.h"
#include "procbench/base/text_list.h"

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

struct jsons {
	bool failed;
	bool is_compact; /* on one line, for many files */
};

void jsons_set(struct jsons *jsons, json_t *object, const char *name, json_t *value);
void jsons_append(struct jsons *jsons, json_t *array, json_t *value);

/* null where it is not finite; whole numbers as they are. */
json_t *jsons_number(double value);
/* Omitted if not finite, for consumers that do not accept null as a number. */
void jsons_set_known(struct jsons *jsons, json_t *object, const char *name, double value);
json_t *jsons_count(uint64_t value);
/* null for NULL; bytes that are not UTF-8, which JSON must be, become visible instead. */
json_t *jsons_string(const char *value);
/* The same of a text, which this frees. */
json_t *jsons_text(struct text *value);

/* An array of them. */
json_t *jsons_strings(struct jsons *jsons, const struct text_list *list);

/* A fact's value: a number or a string; null for NULL. */
json_t *jsons_fact(const struct fact *fact);
/* What every document begins with: its schema, the tool, the date and the host. */
json_t *jsons_head(struct jsons *jsons, const char *schema, const char *version, const char *date,
		   const struct facts *host);

/*
 * Writes `root`, which this releases, and a line end. Returns 0 or -ENOMEM; `error` may be NULL.
 */
int jsons_finish(const struct jsons *jsons, json_t *root, struct text *out, struct error *error);

#endif
