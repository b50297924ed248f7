/*
 * conditions: what the shape keys ask of the machine, whatever the size; and their choices in
 * words.
 */
#ifndef PROCBENCH_METHODS_CONDITIONS_H
#define PROCBENCH_METHODS_CONDITIONS_H

#include "procbench/base/error.h"
#include "procbench/base/keys.h"

#include <stddef.h>

/* Of any value but the default. */
#define CONDITION_ANY UINT64_MAX

struct condition {
	enum key key;
	uint64_t choice;     /* the number of the key that it is about, or CONDITION_ANY */
	const char *summary; /* of a choice */
	/* 0, or why this machine cannot do it; NULL: it always can. May be asked in any process. */
	int (*probe)(struct error *error);
};

extern const struct condition condition_table[];
extern const size_t condition_count;

/*
 * 0, or -errno and why this machine cannot do what the keys say: by the table, and where a value
 * itself (a path, a priority) tells.
 */
int conditions_probe(const struct keys *keys, struct error *error);

#endif
