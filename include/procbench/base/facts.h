/*
 * facts: a list of named values, in the order in which they were added.
 *
 * How a machine is described: sys fills it, result saves it, report shows it.
 */
#ifndef PROCBENCH_BASE_FACTS_H
#define PROCBENCH_BASE_FACTS_H

#include <stdbool.h>
#include <stddef.h>

struct fact {
	char *name;     /* a JSON key: "kernel", "memory_bytes" */
	char *value;    /* its text */
	bool is_number; /* the text is a number, in the unit that the name says */
};

struct facts {
	struct fact *items; /* owned, with their strings */
	size_t count;
};

/* Copies both strings; returns 0 or -ENOMEM. */
int facts_add(struct facts *facts, const char *name, const char *value);
/* A number: a whole one as it is, another one with two decimals; nothing where it is not finite. */
int facts_add_number(struct facts *facts, const char *name, double number);
/* The first fact of that name, or NULL; good until the next one is added. */
const struct fact *facts_find(const struct facts *facts, const char *name);
/* Its value, or NULL. */
const char *facts_get(const struct facts *facts, const char *name);
void facts_free(struct facts *facts);

#endif
