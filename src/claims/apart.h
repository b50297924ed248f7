/*
 * apart: an experiment in a process of its own, which may do to itself what it likes.
 */
#ifndef PROCBENCH_SRC_CLAIMS_APART_H
#define PROCBENCH_SRC_CLAIMS_APART_H

#include "procbench/claims/claims.h"

/* What is done there: 0, or -errno and why it cannot be tried. */
typedef int apart_work(struct claim_figure *figures, struct error *error);

/*
 * Runs `work` in a fresh child that leads a process group of its own, hands over the figures, and
 * leaves nothing behind, whether it ends, crashes, hangs (APART_TIMEOUT_MS) or is interrupted.
 * Returns what `work` returned, -EINTR, or -errno.
 */
int apart_run(const struct claim_bench *bench, apart_work *work, struct claim_figure *figures,
	      struct error *error);

#define APART_TIMEOUT_MS 10000

#endif
