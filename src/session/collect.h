/* collect: from a run, as it was measured, to a result, as it is saved and shown. */
#ifndef PROCBENCH_SRC_SESSION_COLLECT_H
#define PROCBENCH_SRC_SESSION_COLLECT_H

#include "procbench/result/result.h"
#include "procbench/run/plan.h"
#include "procbench/run/run.h"

/*
 * Fills `result`, which is empty, derived numbers included; headline and warnings are the caller's
 * to add. End with result_free() either way.
 */
int collect_result(struct result *result, const struct plan *plan, struct run *run,
		   const struct run_settings *settings, struct error *error);

#endif
