/*
 * phases: what a creation does, as people know it, and which functions of the kernel belong to it.
 */
#ifndef PROCBENCH_PROFILE_PHASES_H
#define PROCBENCH_PROFILE_PHASES_H

#include <stdbool.h>
#include <stddef.h>

/* In the order in which reports show them. */
size_t phases_count(void);
const char *phases_name(size_t number);

/* The number of the phase of that name, phases_count() for NULL and unknown names. */
size_t phases_find(const char *name);

/* The phase that a function belongs to, by its name alone; NULL: unclassified. */
const char *phases_of_function(const char *function, bool is_user);

#endif
