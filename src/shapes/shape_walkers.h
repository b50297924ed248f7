/* shape_walkers: busy threads of the parent; their stalls are seen by shape_busy_watch(). */
#ifndef PROCBENCH_SHAPES_SHAPE_WALKERS_H
#define PROCBENCH_SHAPES_SHAPE_WALKERS_H

#include "shape_seen.h"

#include "procbench/base/error.h"
#include "procbench/base/keys.h"
#include "procbench/sys/capacity.h"

#include <stdint.h>

/* Private state of a busy thread. */
struct walkers_walk;

/* What a busy thread does again and again; walkers_end_step() after each step. */
typedef void walkers_round(struct walkers_walk *walk);

void walkers_end_step(struct walkers_walk *walk);

/* Starts the key's number of threads and waits until they are busy; 0 or -errno. */
int walkers_start(const struct keys *keys, enum key key, walkers_round *round, struct error *error);

/* 0, or -EAGAIN if there are fewer threads, or one of the key's is not on its CPUs. */
int walkers_verify(const struct keys *keys, enum key key, const struct shape_seen *before,
		   const struct shape_seen *now, struct error *error);

void walkers_need(uint64_t sums[CAPACITY_COUNT], uint64_t count);

/* Busy threads of all kinds. */
uint64_t walkers_count(const struct keys *keys);

#endif
