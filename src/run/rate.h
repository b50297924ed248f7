/*
 * rate: creations per second of concurrent creators. Pure.
 *
 * They neither start nor end at one moment, so what counts is the window in which all of them were
 * creating: from the latest first START to the earliest last REAPED.
 */
#ifndef PROCBENCH_RUN_RATE_H
#define PROCBENCH_RUN_RATE_H

#include <stdint.h>

struct rate_window {
	uint64_t from_ns;
	uint64_t to_ns;
};

/* The initial, unbounded window, narrowed by each creator. */
extern const struct rate_window rate_window_all;

void rate_narrow(struct rate_window *window, uint64_t first_start_ns, uint64_t last_reaped_ns);

/*
 * For how much of a sample the window counts: the part of its time that lies within. Counting whole
 * samples only would ignore those that are in progress when the window ends.
 */
double rate_share(const struct rate_window *window, uint64_t start_ns, uint64_t reaped_ns);

/* Of so many samples; NAN where there is no common window. */
double rate_per_second(const struct rate_window *window, double count);

#endif
