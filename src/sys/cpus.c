/* cpus: which CPUs this process may use. */
#define _GNU_SOURCE
#include "procbench/sys/cpus.h"

#include <sched.h>
#include <string.h>

struct cpus cpus_allowed(void)
{
	union {
		cpu_set_t set;
		struct cpus cpus;
	} all;

	memset(&all, 0, sizeof(all));
	if (sched_getaffinity(0, sizeof(all), &all.set) < 0)
		memset(&all, 0, sizeof(all));
	return all.cpus;
}

static uint64_t count(const struct cpus *cpus)
{
	uint64_t count = 0;

	for (int i = 0; i < CPUS_SET_BYTES; i++)
		count += (uint64_t)__builtin_popcount(cpus->bits[i]);
	return count;
}

int cpus_pick(const struct cpus *cpus, uint64_t place)
{
	uint64_t all = count(cpus);

	place = all > 0 ? place % all : 0;
	for (int cpu = 8 * CPUS_SET_BYTES - 1; cpu >= 0; cpu--)
		if (cpus->bits[cpu / 8] & 1 << cpu % 8 && place-- == 0)
			return cpu;
	return -1;
}

int cpus_choose(void)
{
	struct cpus cpus = cpus_allowed();

	return cpus_pick(&cpus, 0);
}

int cpus_count(void)
{
	struct cpus cpus = cpus_allowed();
	uint64_t all = count(&cpus);

	return all > 0 ? (int)all : 1;
}
