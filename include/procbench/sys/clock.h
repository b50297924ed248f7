/*
 * clock: the clock for all timestamps, and the raw CPU counter.
 *
 * Timestamps of the parent are CLOCK_MONOTONIC in nanoseconds, read through the vDSO if available.
 * Works without libc.
 */
#ifndef PROCBENCH_SYS_CLOCK_H
#define PROCBENCH_SYS_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

/*
 * Finds the clock in the vDSO; `vdso` is AT_SYSINFO_EHDR of the auxiliary vector, or 0. Before this
 * call and without a vDSO, clock_now_ns() makes a system call.
 */
void clock_open(unsigned long vdso);

/*
 * Computes CLOCK_MONOTONIC from the raw counter: ns = base.ns + (counter - base.counter) x rate,
 * with rate in units of 2^-32 ns per tick. For a subject that must not touch the vDSO's data page,
 * because fork would copy its page table (5% of the floor).
 */
void clock_use_counter(uint64_t base_counter, uint64_t base_ns, uint64_t rate);

/* Timed path. */
uint64_t clock_now_ns(void);

/*
 * The CPU counter (TSC or CNTVCT_EL0): takes a few nanoseconds and touches no memory. Child-safe.
 * Timed path. Values of different CPUs are comparable only if host_counter_trusted().
 */
static inline uint64_t counter_read(void)
{
#if defined(__x86_64__)
	uint32_t low, high;

	__asm__ volatile("rdtsc" : "=a"(low), "=d"(high));
	return (uint64_t)high << 32 | low;
#elif defined(__aarch64__)
	uint64_t value;

	__asm__ volatile("mrs %0, cntvct_el0" : "=r"(value));
	return value;
#endif
}

/* The same moment on both clocks. */
struct clock_pair {
	uint64_t counter;
	uint64_t ns;
};

/* The most precise of several attempts: within about one clock read. */
struct clock_pair clock_pair_read(void);

/* The rate for clock_use_counter() between two pairs. */
uint64_t clock_rate(struct clock_pair earlier, struct clock_pair later);

/*
 * Converts a counter value to CLOCK_MONOTONIC by linear interpolation between two pairs. The kernel
 * adjusts its clock slowly, so within one launch the error is nanoseconds. `later` must be after
 * `earlier`.
 */
double clock_from_counter(uint64_t counter, struct clock_pair earlier, struct clock_pair later);

#endif
