/* observe_sites: creations that have everything but their caller's state in common. */
#ifndef PROCBENCH_SRC_OBSERVE_OBSERVE_SITES_H
#define PROCBENCH_SRC_OBSERVE_OBSERVE_SITES_H

#include "procbench/observe/observation.h"

/* Adds a creation to its site, whose number it gets; sets `failed` without memory. */
void observe_sites_add(struct observation *observation, struct observe_creation *creation);

/* Gives sites the numbers of their order, the most frequent first. */
bool observe_sites_sort(struct observation *observation);

/* Appends an item to an array whose capacity is the next power of two; false without memory. */
bool observe_append(void **items, size_t *count, size_t size, const void *item);

#endif
