/*
 * duel: two cases against each other: what the launches of a run say, and when they said enough.
 *
 * A pair is what one block of four launches gives: A B B A or B A A B, two rounds of the schedule,
 * of which the first has a random order. Within a block a steady drift cancels; from block to block
 * the log ratios are independent, however much the machine's own level wanders.
 */
#ifndef PROCBENCH_RUN_DUEL_H
#define PROCBENCH_RUN_DUEL_H

#include "procbench/base/error.h"
#include "procbench/run/run.h"

#include <stdbool.h>
#include <stddef.h>

/* Of the interval of the ratio. */
#define DUEL_CONFIDENCE 0.99

/* Blocks below which the width is not judged: fewer say too little of their own spread. */
#define DUEL_PAIRS_MIN 30

/*
 * log(B/A) of each complete block of the run's first two cases, A and B, the mean over its two
 * rounds, into a new array that the caller frees; *n says how many. 0 or -ENOMEM.
 */
int duel_log_ratios(const struct run *run, double **log_ratios, size_t *n, struct error *error);

/*
 * The rule of a duel, for struct run_rule with a double, the margin, as context: enough is when
 * half the interval is at most half the margin. Looks at the width only (Chow and Robbins, Annals
 * of Mathematical Statistics 36, 1965): a rule that looked at the verdict would find a difference
 * too often. With a margin of 0 it is never enough, and the time decides.
 */
bool duel_is_enough(void *margin, const struct run *run);

#endif
