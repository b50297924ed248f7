/*

 *
 * The spawners of all subjects of a launch are numbered consecutively. Each has its own CPU, if
* there are enough, and an equal share of the samples.
 */
#ifndef PROCBENCH_RUN_CONCURRENCY_H
#define PROCBENCH_RUN_CONCURRENCY_H

#include "procbench/base/error.h"
#include "procbench/base/keys.h"
#include "procbench/subject/arena.h"
#include "procbench/sys/cpus.h"

#include <stdint.h>

/* parallel= times spawners=. */
uint64_t concurrency_creators(const struct keys *keys);

/*
 * Fills in the spawners of subject `number` in its request: their share of the samples, and the
 * CPUs for them and their children. Pure.
 */
void concurrency_place(struct arena_header *header, const struct keys *keys,
		       const struct cpus *cpus, uint64_t number);

#endif
