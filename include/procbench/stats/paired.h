/*
 * paired: paired comparison of two cases.
 *
 * The input is one difference per round, here log(case) - log(other). All functions are pure and
 * use O(n) memory. A difference may be infinite (a ratio of 0 or infinity) but not NAN.
 */
#ifndef PROCBENCH_STATS_PAIRED_H
#define PROCBENCH_STATS_PAIRED_H

#include "procbench/stats/order.h"

#include <stddef.h>

/*
 * Hodges-Lehmann estimate of the centre of n differences: the median of the n(n+1)/2 Walsh
 * averages (Hodges and Lehmann, 1963). Sorts `differences`. NAN when n is 0.
 */
double paired_estimate(double *differences, size_t n);

/*
 * The signed-rank interval of that centre (Tukey; Hollander and Wolfe, section 3.3): Walsh averages
 * number C and n(n+1)/2 + 1 - C, counted from 1. C comes from the exact null distribution up to
 * PAIRED_EXACT_MAX differences and from its normal approximation above. Sorts `differences`.
 * {NAN, NAN} when n is too small for the confidence (below 6 for 0.95).
 */
struct interval paired_interval(double *differences, size_t n, double confidence);

#define PAIRED_EXACT_MAX 200

/*
 * Two-sided p of the signed-rank test that the centre is 0: zeros are left out, ties get average
 * ranks; exact (over the actual, possibly tied ranks) up to PAIRED_EXACT_MAX non-zero differences,
 * else the normal approximation with the correction for ties and continuity. 1 when nothing is
 * left. Reorders `differences`.
 */
double paired_p(double *differences, size_t n);

/*
 * Holm's step-down correction of m p-values for the family-wise error rate (Holm, 1979), in place:
 * each becomes the smallest family-wise level at which it would be rejected, at most 1. A NAN takes
 * no part and stays.
 */
void paired_holm(double *p, size_t m);

#endif
