/*
 * concurrency: how many create at the same time, and which samples and CPUs are whose.
 *
 * The spawners of all subjects of a launch are counted through: those of the first subject come
 * first. Each has a CPU of its own as long as there are enough, and as many samples as the others.
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
 * Writes the spawners of subject `number` into its request, whose samples are set already: their
 * shares of these, and where they and their children run. Pure.
 */
void concurrency_place(struct arena_header *header, const struct keys *keys,
		       const struct cpus *cpus, uint64_t number);

#endif
