/*
 * ranges: many values of a numeric key in few characters.
 *
 * `1M..4G*4` is 1M,4M,16M,64M,256M,1G,4G and `0..1000+100` is 0,100,200 .. 1000: from the first
 * number to the last one that the step reaches and the end still holds.
 */
#ifndef PROCBENCH_BASE_RANGES_H
#define PROCBENCH_BASE_RANGES_H

#include "procbench/base/keys.h"

/* The most values that one range may give. */
#define RANGES_MAX 256

/*
 * A copy of the comma list, which the caller frees, in which each range of a numeric key is written
 * out, each value in its canonical form; everything else, and the lists of other keys, as it is.
 * NULL and an error that names the range for one that is empty, has no step or one that leads
 * nowhere, or gives more than RANGES_MAX values.
 */
char *ranges_expand(enum key key, const char *list, struct error *error);

#endif
