/*
 * cpus: which CPUs this process may use.
 */
#ifndef PROCBENCH_SYS_CPUS_H
#define PROCBENCH_SYS_CPUS_H

#include <stdint.h>

/* Room for 8192 CPUs, as many as any kernel configures. */
#define CPUS_SET_BYTES 1024

struct cpus {
	unsigned char bits[CPUS_SET_BYTES];
};

/* Those that are allowed; none when unknown. */
struct cpus cpus_allowed(void);

/*
 * The CPU at that place of a set, from the highest down and round again; -1 of an empty one. Pure.
 */
int cpus_pick(const struct cpus *cpus, uint64_t place);

/*
 * The CPU to measure on: the highest that is allowed, since interrupts tend to go to the lowest;
 * -1 when unknown.
 */
int cpus_choose(void);

/* How many are allowed, at least 1. */
int cpus_count(void);

#endif
