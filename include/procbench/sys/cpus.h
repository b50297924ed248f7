/*
 * cpus: which CPUs this process may use.
 */
#ifndef PROCBENCH_SYS_CPUS_H
#define PROCBENCH_SYS_CPUS_H

#include <stdint.h>

/* Room for 8192 CPUs, the maximum of any kernel configuration. */
#define CPUS_SET_BYTES 1024

struct cpus {
	unsigned char bits[CPUS_SET_BYTES];
};

/* Those that are allowed; none when unknown. */
struct cpus cpus_allowed(void);

/*
 * The CPU at index `place` of a set, counted from the highest and wrapping around; -1 if the set is
 * empty. Pure.
 */
int cpus_pick(const struct cpus *cpus, uint64_t place);

/*
 * The CPU to measure on: the highest allowed one, because interrupts tend to go to the lowest;
 * -1 when unknown.
 */
int cpus_choose(void);

/* How many are allowed, at least 1. */
int cpus_count(void);

#endif
