/*
 * clock: the one clock of all stamps, and the bare counter beside it.
 *
 * Stamps of the parent are CLOCK_MONOTONIC in nanoseconds, read through the vDSO where there is
 * one. Works without libc.
 */
#ifndef PROCBENCH_SYS_CLOCK_H
#define PROCBENCH_SYS_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

/*
 * Finds the vDSO's clock; `vdso` is the auxiliary vector's AT_SYSINFO_EHDR, or 0. Until it is
 * called, and where there is no vDSO, clock_now_ns() makes the real system call.
 */
void clock_open(unsigned long vdso);

/*
 * CLOCK_MONOTONIC made of the bare counter instead: ns = base.ns + (counter - base.counter) x rate,
 * with rate in units of 2^-32 ns a tick. For a subject that must not touch the vDSO's data page,
 * because fork would copy its page table (5 % of the floor).
 */
void clock_use_counter(uint64_t base_counter, uint64_t base_ns, uint64_t rate);

/* Timed path. */
uint64_t clock_now_ns(void);

/*
 * The CPU's counter (TSC, or CNTVCT_EL0), a few nanoseconds, no memory touched.
 * Child-safe. Timed path. Only comparable between CPUs where host_counter_trust() says so.
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

/* The tightest of several tries, within about one clock read. */
struct clock_pair clock_pair_read(void);

/* The rate for clock_use_counter() between two pairs. */
uint64_t clock_rate(struct clock_pair earlier, struct clock_pair later);

/*
 * A counter value in nanoseconds of CLOCK_MONOTONIC, on the line through two pairs: the kernel
 * slews its clock slowly, so over one launch a line is within nanoseconds of it. `later` must lie
 * after `earlier`.
 */
double clock_from_counter(uint64_t counter, struct clock_pair earlier, struct clock_pair later);

#endif
