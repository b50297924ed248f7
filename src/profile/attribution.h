/* attribution: from counts per address to counts per function. */
#ifndef PROCBENCH_SRC_PROFILE_ATTRIBUTION_H
#define PROCBENCH_SRC_PROFILE_ATTRIBUTION_H

#include "symbols.h"

#include "procbench/base/error.h"
#include "procbench/result/result.h"

/*
 * Reads what the plugin wrote, and fills in the profiles of the cases it numbers from 1. -EINVAL
 * where the text is damaged, ends early, or numbers a case that is not there.
 */
int attribution_run(struct result *result, const char *counts, const struct symbols *symbols,
		    struct error *error);

#endif
