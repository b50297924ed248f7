/*
 * counters: events that the kernel counts for a process and its children (perf_event_open).
 *
 * Built with and without libc. Nothing here is on the timed path: launches that count are not
 * timed.
 */
#ifndef PROCBENCH_SYS_COUNTERS_H
#define PROCBENCH_SYS_COUNTERS_H

#include "procbench/base/counter.h"

#include <stdint.h>

/* What was counted between counters_start() and counters_finish(). */
struct counter_reading {
	uint64_t parent;     /* of the process alone */
	uint64_t both;       /* with all children that it created meanwhile */
	uint64_t enabled_ns; /* less than this was counted where events share a counter: */
	uint64_t running_ns;
	int32_t error; /* the errno with which it is not counted, or 0 */
	int32_t unused;
};

/* The descriptors; -1: not open. */
struct counters {
	int parent[COUNTER_COUNT];
	int both[COUNTER_COUNT];
};

/* Opens what the kernel allows, and counts from then on; readings get the errors of the others. */
void counters_start(struct counters *counters, struct counter_reading readings[COUNTER_COUNT]);

/* Stops counting, stores the counts, and closes the descriptors. */
void counters_finish(struct counters *counters, struct counter_reading readings[COUNTER_COUNT]);

#endif
