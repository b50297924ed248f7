/*
 * collect: from a run, as it was measured, to a result, as it is saved and shown.
 *
 * What measures and what shows do not know each other; whoever wants both, comes here.
 */
#ifndef PROCBENCH_COLLECT_COLLECT_H
#define PROCBENCH_COLLECT_COLLECT_H

#include "procbench/base/error.h"
#include "procbench/result/result.h"
#include "procbench/run/plan.h"
#include "procbench/run/run.h"

#include <stdint.h>

/*
 * Fills `result`, derived figures included; the headline and the warnings are the caller's to add.
 * End with result_free() either way.
 */
int collect_result(struct result *result, const struct plan *plan, struct run *run,
		   const struct run_settings *settings, uint64_t timeout_ns, struct error *error);

/*
 * Plans, measures and collects in one call, for whoever puts a question of its own to the machine:
 * `signal_fd` readable ends it early, and the result is partial. clock_open() comes first. End with
 * result_free() either way.
 */
int collect_cases(struct result *result, const struct plan_request *request,
		  const struct run_settings *settings, uint64_t timeout_ns, int signal_fd,
		  struct error *error);

/* The date and time now in UTC, ISO 8601, as results carry it; the caller frees it; or NULL. */
char *collect_date(void);

#endif
