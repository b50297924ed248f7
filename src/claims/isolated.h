/*
 * isolated: runs an experiment in a process of its own, so that it may change its own state.
 */
#ifndef PROCBENCH_SRC_CLAIMS_ISOLATED_H
#define PROCBENCH_SRC_CLAIMS_ISOLATED_H

#include "procbench/claims/claims.h"

/* The experiment: 0, or -errno and why it cannot be done. */
typedef int isolated_work(struct claim_metric *metrics, struct error *error);

/*
 * Runs `work` in a fresh child that leads a process group of its own, hands over the metrics, and
 * leaves nothing behind, whether it ends, crashes, hangs (ISOLATED_TIMEOUT_MS) or is interrupted.
 * Returns what `work` returned, -EINTR, or -errno.
 */
int run_isolated(const struct claim_bench *bench, isolated_work *work, struct claim_metric *metrics,
		 struct error *error);

#define ISOLATED_TIMEOUT_MS 60000

#endif
