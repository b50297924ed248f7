/* cpus: which CPUs this process may use. */
#define _GNU_SOURCE
#include "procbench/sys/cpus.h"

#include <sched.h>
#include <string.h>

/* Room for 8192 CPUs, as many as any kernel configures. */
#define SET_BYTES 1024

struct cpus {
	unsigned char bits[SET_BYTES];
};

static struct cpus allowed(void)
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

static int highest_but(int but)
{
	struct cpus cpus = allowed();

	for (int cpu = 8 * SET_BYTES - 1; cpu >= 0; cpu--)
		if (cpu != but && cpus.bits[cpu / 8] & 1 << cpu % 8)
			return cpu;
	return -1;
}

int cpus_choose(void)
{
	return highest_but(-1);
}

int cpus_choose_other(int cpu)
{
	return highest_but(cpu);
}

int cpus_count(void)
{
	struct cpus cpus = allowed();
	int count = 0;

	for (int i = 0; i < SET_BYTES; i++)
		count += __builtin_popcount(cpus.bits[i]);
	return count > 0 ? count : 1;
}
