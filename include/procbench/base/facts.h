/*
 * facts: a list of named values, in the order in which they were added.
 *
 * How a machine is described: sys fills it, result saves it, report shows it.
 */
#ifndef PROCBENCH_BASE_FACTS_H
#define PROCBENCH_BASE_FACTS_H

#include <stddef.h>

struct fact {
	char *name;  /* a JSON key: "kernel", "memory_bytes" */
	char *value; /* its text */
};

struct facts {
	struct fact *items; /* owned, with their strings */
	size_t count;
};

/* Copies both strings; returns 0 or -ENOMEM. */
int facts_add(struct facts *facts, const char *name, const char *value);
/* The value of the first fact of that name, or NULL. */
const char *facts_get(const struct facts *facts, const char *name);
void facts_free(struct facts *facts);

#endif
