/*
 * schedule: the order of launches, their number of samples, and the precision rule. Pure.
 */
#ifndef PROCBENCH_RUN_SCHEDULE_H
#define PROCBENCH_RUN_SCHEDULE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* splitmix64 (Steele, Lea and Flood, 2014): small, seeded by any number, the same everywhere. */
struct schedule_random {
	uint64_t state;
};

uint64_t schedule_random_next(struct schedule_random *random);

/* Uniform in [0, n), without bias; n > 0. */
uint64_t schedule_random_below(struct schedule_random *random, uint64_t n);

/*
 * Updates order[n] from the previous round's order to that of round `round`. Even rounds draw a
 * random permutation, odd rounds reverse it, so that every slot has the same mean position and a
 * steady drift cancels (A B B A or B A A B).
 */
void schedule_order(struct schedule_random *random, uint64_t round, size_t *order, size_t n);

/* Samples of launch `launch` when `total` are spread evenly over `launches`. */
uint64_t schedule_share(uint64_t total, uint64_t launches, uint64_t launch);

/* Default number of launches per case for `iters` samples; at least 1. */
uint64_t schedule_launches(uint64_t iters);

/*
 * Over how many of `rounds` rounds a case's samples are spread where `creators` take them at the
 * same time: 10 of each in a launch at least, as long as there are that many. At least 1.
 */
uint64_t schedule_rounds(uint64_t samples, uint64_t rounds, uint64_t creators);

/* Default duration of the samples of one launch. */
#define SCHEDULE_LAUNCH_NS 10000000

/*
 * Limit of the time for the minimum number of samples of a launch with its warm-ups. For a slow
 * creation an additional launch gives more information than an additional sample, and the warm-up
 * matters little.
 */
#define SCHEDULE_SLOW_NS 50000000

/* Warm-ups of a launch, `most` of them unless a creation is slow. */
uint64_t schedule_warmup(double sample_ns, uint64_t most);

/* Minimum number of samples per creator in a launch with concurrent creators. */
#define SCHEDULE_SHARED_LEAST 10

/*
 * Samples of one launch of duration `launch_ns`, given the time of one creation in ns; used when
 * precision or time end the run.
 */
uint64_t schedule_launch_samples(double sample_ns, uint64_t launch_ns);

/* Samples of a launch, at most: they wait in shared memory (72 MB) until it has ended. */
#define SCHEDULE_SAMPLES_MAX 1000000

/* Minimum number of launches for the precision rule; the spread of fewer is not known well enough.
 */
#define SCHEDULE_LAUNCHES_MIN 10

/*
 * Whether the half width of the median's 95% CI over the n sorted launch medians, relative to the
 * median, is at most `precision`. The rule uses only the width, never differences between cases, so
 * it does not bias comparisons.
 */
bool schedule_precise(const double *sorted, size_t n, double precision);

#endif
