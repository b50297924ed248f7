/*
 * collect: from a run, as it was measured, to a result, as it is saved and shown.
 */
#ifndef PROCBENCH_CLI_COLLECT_H
#define PROCBENCH_CLI_COLLECT_H

#include "config.h"

#include "procbench/result/result.h"
#include "procbench/run/plan.h"
#include "procbench/run/run.h"

/* Fills `result`, derived figures and warnings included. End with result_free() either way. */
int collect_result(struct result *result, const struct config *config, const struct plan *plan,
		   struct run *run, struct error *error);

#endif
