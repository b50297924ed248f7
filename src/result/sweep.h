/* sweep: which cases differ in the number of one key only. */
#ifndef PROCBENCH_SRC_RESULT_SWEEP_H
#define PROCBENCH_SRC_RESULT_SWEEP_H

#include "procbench/result/result.h"

/* Whether another case of the method has another number in the key at `place`. */
bool sweep_varies(const struct result *result, const struct result_case *item, size_t place);

/* Whether no case before differs from this one in the key only. */
bool sweep_is_first(const struct result *result, size_t item, const char *key);

/* The cases from `first` on that differ from it in the key only, one per value, into fit->points.
 */
void sweep_gather(struct result_fit *fit, const struct result *result, size_t first,
		  const char *key);

/* What the cases share: "fork:rss=1G,vmas=10" without "rss" is "fork:vmas=10"; or NULL. */
char *sweep_spec(const char *spec, const char *key);

/* Sizes are shown in the larger of KiB and MiB that the sweep reaches, counts as they are. */
void sweep_choose_unit(struct result_fit *fit);

#endif
