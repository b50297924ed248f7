/*
 * cpus: which CPUs this process may use.
 */
#ifndef PROCBENCH_SYS_CPUS_H
#define PROCBENCH_SYS_CPUS_H

/*
 * The CPU to measure on: the highest that is allowed, since interrupts tend to go to the lowest;
 * -1 when it cannot be told.
 */
int cpus_choose(void);

/* Another allowed CPU, or -1 when there is none. */
int cpus_choose_other(int cpu);

/* How many are allowed, at least 1. */
int cpus_count(void);

#endif
