/*
 * grouping: results by the values that they have of facts and tags, as --by names them.
 */
#ifndef PROCBENCH_RESULT_GROUPING_H
#define PROCBENCH_RESULT_GROUPING_H

#include "procbench/base/error.h"
#include "procbench/base/text_list.h"
#include "procbench/base/words.h"
#include "procbench/result/result.h"

#include <stdbool.h>
#include <stddef.h>

struct grouping {
	struct text_list names; /* of facts and tags, and "label" */
	size_t asked;           /* the first of them, which the user gave */
	bool *is_known;         /* per name that the user gave: some result has it */
	struct words groups;    /* the values of all names */
	struct words others;    /* names that the first result has, for suggestions */
};

/* Reads names separated by commas, or NULL. -EINVAL. End with grouping_free() either way. */
int grouping_init(struct grouping *grouping, const char *names, struct error *error);

/* Adds a name that the user did not give, unless it is there already. -ENOMEM. */
int grouping_add(struct grouping *grouping, const char *name);

/* The index of the result's group, which is added if it is new; -ENOMEM. */
long grouping_find(struct grouping *grouping, const struct result *result);

/* Once all results are in: -EINVAL, with a suggestion, for a name that none of them has. */
int grouping_check(const struct grouping *grouping, struct error *error);

/* A group's value of a name, with control characters made visible: *length bytes. */
const char *grouping_value(const struct grouping *grouping, size_t group, size_t name,
			   size_t *length);

void grouping_free(struct grouping *grouping);

/* The label of the machine, else its host name; NULL: unknown. */
const char *grouping_label(const struct result *result);

/* The value of a tag, or NULL. */
const char *grouping_tag(const struct result *result, const char *key);

#endif
