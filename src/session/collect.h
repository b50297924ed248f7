/* collect: converts a run to a result. */
#ifndef PROCBENCH_SRC_SESSION_COLLECT_H
#define PROCBENCH_SRC_SESSION_COLLECT_H

#include "procbench/result/result.h"
#include "procbench/run/plan.h"
#include "procbench/run/run.h"

/*
 * Fills in the empty `result`, including derived numbers but not headline and warnings. Call
 * result_free() in any case.
 */
int collect_result(struct result *result, const struct plan *plan, struct run *run,
		   const struct run_settings *settings, struct error *error);

#endif
