/*
 * duel: the comparison of two cases, and its stop rule.
 *
 * A pair comes from one block of four launches, A B B A or B A A B: two rounds of the schedule, of
 * which the first has a random order. A steady drift cancels within a block, and the log ratios of
 * different blocks are independent even if the machine's speed varies.
 */
#ifndef PROCBENCH_RUN_DUEL_H
#define PROCBENCH_RUN_DUEL_H

#include "procbench/base/error.h"
#include "procbench/run/run.h"

#include <stdbool.h>
#include <stddef.h>

/* Of the interval of the ratio. */
#define DUEL_CONFIDENCE 0.99

/* Minimum number of blocks for the stop rule; the spread of fewer is not known well enough. */
#define DUEL_PAIRS_MIN 30

/*
 * The complete blocks of the run's first two cases, A and B: log(B/A) and B - A of each, as means
 * of its two rounds. Owned by the caller.
 */
struct duel_blocks {
	double *log_ratios;
	double *differences_ns;
	size_t count;
};

/* 0 or -ENOMEM; end with duel_free() either way. */
int duel_read(const struct run *run, struct duel_blocks *blocks, struct error *error);
void duel_free(struct duel_blocks *blocks);

/*
 * The stop rule of a duel, for struct run_rule with a double, the margin, as context: stop when
 * half the CI is at most half the margin. It uses only the width (Chow and Robbins, Annals of
 * Mathematical Statistics 36, 1965), because a rule based on the verdict would raise the
 * false-positive rate. With a margin of 0 only --time stops the run.
 */
bool duel_is_enough(void *margin, const struct run *run);

#endif
