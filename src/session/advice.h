/* advice: what a reader has to know of a result: what was measured, and what limits it. */
#ifndef PROCBENCH_SRC_SESSION_ADVICE_H
#define PROCBENCH_SRC_SESSION_ADVICE_H

#include "procbench/result/result.h"
#include "procbench/run/plan.h"
#include "procbench/run/run.h"

/* One line: what was measured; the caller frees it; NULL when memory ran out. */
char *advice_headline(const struct plan *plan, const struct run *run);

/* Adds the warnings, each with its remedy, to a derived result. 0 or -ENOMEM. */
int advice_warn(struct result *result, const struct plan *plan, const struct run *run,
		struct error *error);

#endif
