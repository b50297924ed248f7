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
 * Computes log(B/A) of each complete block of the run's first two cases, A and B, as the mean of
 * its two rounds, into a new array of *n values that the caller frees. 0 or -ENOMEM.
 */
int duel_log_ratios(const struct run *run, double **log_ratios, size_t *n, struct error *error);

/*
 * The stop rule of a duel, for struct run_rule with a double, the margin, as context: stop when
 * half the CI is at most half the margin. It uses only the width (Chow and Robbins, Annals of
 * Mathematical Statistics 36, 1965), because a rule based on the verdict would raise the
 * false-positive rate. With a margin of 0 only --time stops the run.
 */
bool duel_is_enough(void *margin, const struct run *run);

#endif
