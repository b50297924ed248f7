/*
 * phases: the steps of a creation, and the kernel functions that belong to each.
 */
#ifndef PROCBENCH_PROFILE_PHASES_H
#define PROCBENCH_PROFILE_PHASES_H

#include "procbench/result/result.h"

#include <stdbool.h>
#include <stddef.h>

/* In the order in which reports show them. */
size_t phases_count(void);
const char *phases_name(size_t number); /* also of phases_count(), PHASES_UNCLASSIFIED */

/* The number of the phase of that name, phases_count() for NULL and unknown names. */
size_t phases_find(const char *name);

/* The index after the last phase: functions in no phase. */
#define PHASES_UNCLASSIFIED "unclassified"

/* The instructions of a profile by phase, of all and of what is in none: phases_count() + 1. */
void phases_sum(const struct result_profile *profile, double *instructions);

/* The phase that a function belongs to, by its name alone; NULL: unclassified. */
const char *phases_of_function(const char *function, bool is_user);

#endif
