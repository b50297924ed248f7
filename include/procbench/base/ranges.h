/*
 * ranges: expands ranges of a numeric key, such as 1M..4G*4.
 *
 * `1M..4G*4` is 1M,4M,16M,64M,256M,1G,4G and `0..1000+100` is 0,100,200 and so on up to 1000. The
 * end is included only if the step reaches it.
 */
#ifndef PROCBENCH_BASE_RANGES_H
#define PROCBENCH_BASE_RANGES_H

#include "procbench/base/keys.h"

/* Maximum number of values of one range. */
#define RANGES_MAX 256

/*
 * Returns a copy of the comma-separated list, which the caller frees, with each range of a numeric
 * key expanded to canonical values; everything else is copied unchanged. NULL and an error that
 * names the range if it is empty, has no valid step, or has more than RANGES_MAX values.
 */
char *ranges_expand(enum key key, const char *list, struct error *error);

#endif
