/* host: what this machine is, as far as it matters to a measurement. */
#define _GNU_SOURCE
#include "procbench/sys/host.h"

#include "procbench/sys/clock.h"
#include "procbench/sys/cpus.h"
#include "procbench/sys/raw.h"

#include <fcntl.h>
#include <gnu/libc-version.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <time.h>
#include <unistd.h>

/* The first bytes of a small file, without the line end; "" when it cannot be read. */
static void read_line(const char *path, char *line, size_t size)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t n = fd < 0 ? -1 : read(fd, line, size - 1);

	line[n > 0 ? n : 0] = '\0';
	line[strcspn(line, "\n")] = '\0';
	if (fd >= 0)
		close(fd);
}

/* The value behind "NAME<blanks>:" in /proc/cpuinfo or /proc/meminfo. */
static bool read_field(const char *path, const char *name, char *value, size_t size)
{
	FILE *file = fopen(path, "re");
	char *line = NULL;
	size_t capacity = 0;
	bool found = false;

	while (file && !found && getline(&line, &capacity, file) > 0) {
		char *colon = strchr(line, ':');
		size_t length = strlen(name);

		if (!colon || strncmp(line, name, length) != 0 || strcspn(line, " \t:") > length)
			continue;
		snprintf(value, size, "%s", colon + 1 + strspn(colon + 1, " \t"));
		value[strcspn(value, "\n")] = '\0';
		found = true;
	}
	free(line);
	if (file)
		fclose(file);
	return found;
}

/* Whether a word stands among the CPU's flags. */
static bool cpu_has(const char *flag)
{
	char flags[8192], padded[64];

	if (!read_field("/proc/cpuinfo", "flags", flags + 1, sizeof(flags) - 2))
		return false;
	flags[0] = ' ';
	strcat(flags, " ");
	snprintf(padded, sizeof(padded), " %s ", flag);
	return strstr(flags, padded) != NULL;
}

#define CLOCKSOURCE "/sys/devices/system/clocksource/clocksource0/current_clocksource"

#if defined(__x86_64__)
/* The least time of a few reads of the clock by the kernel, in ns. */
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
 * A hypervisor's clock is made of the counter too, and the vDSO makes it so, without a system
 * call, only where the hypervisor vouches for a counter that is alike on all CPUs (for KVM
 * PVCLOCK_TSC_STABLE_BIT, for Hyper-V a valid TSC page). Whether it does shows in what a read
 * costs.
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

	read_line(CLOCKSOURCE, source, sizeof(source));
#if defined(__x86_64__)
	if (!cpu_has("constant_tsc") || !cpu_has("nonstop_tsc"))
		return false;
	/* the kernel keeps "tsc" only while it finds it synchronised over all CPUs */
	return strcmp(source, "tsc") == 0 || hypervisor_vouches(source);
#else
	return strcmp(source, "arch_sys_counter") == 0;
#endif
}

static uint64_t meminfo_bytes(const char *name)
{
	char value[64];

	if (!read_field("/proc/meminfo", name, value, sizeof(value)))
		return UINT64_MAX;
	return strtoull(value, NULL, 10) * 1024;
}

uint64_t host_available_bytes(void)
{
	return meminfo_bytes("MemAvailable");
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

static int add_file(struct facts *facts, const char *name, const char *path)
{
	char line[256];

	read_line(path, line, sizeof(line));
	return *line ? facts_add(facts, name, line) : 0;
}

static int add_system(struct facts *facts)
{
	struct utsname system;
	int status = 0;

	if (uname(&system) < 0)
		return 0;
	status |= facts_add(facts, "hostname", system.nodename);
	status |= facts_add(facts, "kernel", system.release);
	status |= facts_add(facts, "machine", system.machine);
	return status;
}

static int add_cpu(struct facts *facts)
{
	char model[256];
	int status = 0;

	if (read_field("/proc/cpuinfo", "model name", model, sizeof(model)))
		status |= facts_add(facts, "cpu_model", model);
	status |= facts_add_number(facts, "cpus", cpus_count());
	status |= facts_add(facts, "hypervisor", cpu_has("hypervisor") ? "yes" : "no");
	status |= add_file(facts, "governor",
			   "/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor");
	return status;
}

static int add_clock(struct facts *facts)
{
	int status = add_file(facts, "clocksource", CLOCKSOURCE);

	status |= facts_add_number(facts, "clock_read_ns", host_clock_read_ns());
	status |= facts_add(facts, "counter_trusted", host_counter_trusted() ? "yes" : "no");
	return status;
}

int host_describe(struct facts *facts)
{
	char libc[64];
	int status = add_system(facts) | add_cpu(facts) | add_clock(facts);

	status |= facts_add_number(facts, "memory_bytes", (double)meminfo_bytes("MemTotal"));
	snprintf(libc, sizeof(libc), "glibc %s", gnu_get_libc_version());
	status |= facts_add(facts, "libc", libc);
	status |= add_file(facts, "huge_pages", "/sys/kernel/mm/transparent_hugepage/enabled");
	status |= add_file(facts, "aslr", "/proc/sys/kernel/randomize_va_space");
	status |= facts_add_number(facts, "load", host_load());
	if (host_sanitized())
		status |= facts_add(facts, "sanitized", "yes");
	return status;
}
