/* profile_pairs: which profiles are shown, and which of them are compared. */
#ifndef PROCBENCH_REPORT_PROFILE_PAIRS_H
#define PROCBENCH_REPORT_PROFILE_PAIRS_H

#include "procbench/result/result.h"

#include <stdbool.h>

/* Of cases that were asked for. */
bool profile_pairs_shows(const struct result_case *item);

/*
 * The case that this one is compared with: the first of two, or an earlier one that differs in its
 * kernel alone; NULL: none.
 */
const struct result_case *profile_pairs_find(const struct result *result,
					     const struct result_case *item);

#endif
