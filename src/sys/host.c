/* host: facts about this machine that affect measurements. */
#define _GNU_SOURCE
#include "procbench/sys/host.h"

#include "fact_collector.h"

#include "procbench/sys/clock.h"
#include "procbench/sys/proc_text.h"
#include "procbench/sys/raw.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define CLOCKSOURCE "/sys/devices/system/clocksource/clocksource0/current_clocksource"

#if defined(__x86_64__)
/* Whether the first CPU has that flag in /proc/cpuinfo. */
static bool cpu_has(const char *flag)
{
	char text[16384], flags[8192], padded[64];

	proc_text_read("/proc/cpuinfo", text, sizeof(text));
	flags[0] = ' ';
	if (!proc_text_copy_field(text, "flags", flags + 1, sizeof(flags) - 2))
		return false;
	strcat(flags, " ");
	snprintf(padded, sizeof(padded), " %s ", flag);
	return strstr(flags, padded) != NULL;
}

/* The minimum time of a few clock system calls, in ns. */
static double kernel_clock_read_ns(void)
{
	enum { LOOPS = 5, READS = 20 };
	struct timespec time;
	double best = INFINITY;

	for (int i = 0; i < LOOPS; i++) {
		uint64_t start = clock_now_ns();

		for (int j = 0; j < READS; j++)
			sys_clock_gettime(CLOCK_MONOTONIC, &time);
		best = fmin(best, (double)(clock_now_ns() - start) / READS);
	}
	return best;
}

/*
 * A paravirtual clock is also based on the counter. The vDSO reads it without a system call only if
 * the hypervisor guarantees a synchronized counter (KVM: PVCLOCK_TSC_STABLE_BIT, Hyper-V: a valid
 * TSC page), so the cost of a read shows whether it does.
 */
static bool hypervisor_vouches(const char *source)
{
	if (strcmp(source, "kvm-clock") != 0 && strcmp(source, "hyperv_clocksource_tsc_page") != 0)
		return false;
	return 2 * host_clock_read_ns() < kernel_clock_read_ns();
}
#endif

bool host_counter_trusted(void)
{
	char source[64];

	proc_text_read_line(CLOCKSOURCE, source, sizeof(source));
#if defined(__x86_64__)
	if (!cpu_has("constant_tsc") || !cpu_has("nonstop_tsc"))
		return false;
	/* the kernel selects "tsc" only if it is synchronized across CPUs */
	return strcmp(source, "tsc") == 0 || hypervisor_vouches(source);
#else
	return strcmp(source, "arch_sys_counter") == 0;
#endif
}

uint64_t host_available_bytes(void)
{
	char text[4096];
	uint64_t kib;

	proc_text_read("/proc/meminfo", text, sizeof(text));
	kib = proc_text_number(text, "MemAvailable", 10);
	return kib == PROC_TEXT_NONE ? UINT64_MAX : kib * 1024;
}

double host_load(void)
{
	double load;

	return getloadavg(&load, 1) == 1 ? load : NAN;
}

bool host_sanitized(void)
{
#if defined(__SANITIZE_ADDRESS__)
	return true;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
	return true;
#else
	return false;
#endif
#else
	return false;
#endif
}

double host_clock_read_ns(void)
{
	enum { LOOPS = 20, READS = 200 };
	double best = INFINITY;

	for (int i = 0; i < LOOPS; i++) {
		uint64_t start = clock_now_ns();

		for (int j = 0; j < READS - 1; j++)
			clock_now_ns();
		best = fmin(best, (double)(clock_now_ns() - start) / READS);
	}
	return best;
}
