/*
 * facts: a list of named values in insertion order.
 *
 * It describes a machine: sys fills it, result saves it, report prints it.
 */
#ifndef PROCBENCH_BASE_FACTS_H
#define PROCBENCH_BASE_FACTS_H

#include <stdbool.h>
#include <stddef.h>

struct fact {
	char *name;     /* key in JSON: "kernel", "memory_bytes" */
	char *value;    /* as text */
	bool is_number; /* the text is a number, in the unit given by the name */
};

struct facts {
	struct fact *items; /* owned, with their strings */
	size_t count;
};

/* Copies both strings; returns 0 or -ENOMEM. */
int facts_add(struct facts *facts, const char *name, const char *value);
/* Adds a number, with two decimals unless it is an integer; skips one that is not finite. */
int facts_add_number(struct facts *facts, const char *name, double number);
/* The first fact of that name, or NULL; valid until the next one is added. */
const struct fact *facts_find(const struct facts *facts, const char *name);
/* The value of that fact, or NULL. */
const char *facts_get(const struct facts *facts, const char *name);
void facts_free(struct facts *facts);

#endif
