/* sweep: finds cases that differ only in the number of one key. */
#ifndef PROCBENCH_SRC_RESULT_SWEEP_H
#define PROCBENCH_SRC_RESULT_SWEEP_H

#include "procbench/result/result.h"

/* Whether another case of the method has a different number for the key at index `place`. */
bool sweep_varies(const struct result *result, const struct result_case *item, size_t place);

/* Whether no earlier case differs from this one only in the key. */
bool sweep_is_first(const struct result *result, size_t item, const char *key);

/* Stores `first` and later cases that differ only in the key, one per value, in fit->points. */
void sweep_gather(struct result_fit *fit, const struct result *result, size_t first,
		  const char *key);

/*
 * Stores the skipped cases that differ from the points only in the key, above the last of them, in
 * fit->beyond. 0 or -ENOMEM.
 */
int sweep_gather_beyond(struct result_fit *fit, const struct result *result);

/* The spec without the key: "fork:rss=1G,vmas=10" without "rss" is "fork:vmas=10"; or NULL. */
char *sweep_spec(const char *spec, const char *key);

/* Sizes are converted to MiB or KiB, whichever the sweep reaches; counts are not converted. */
void sweep_choose_unit(struct result_fit *fit);

#endif
