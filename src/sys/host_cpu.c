/* host_cpu: detects hypervisors and emulators. */
#define _GNU_SOURCE
#include "fact_collector.h"

#include "procbench/sys/clock.h"
#include "procbench/sys/host_text.h"
#include "procbench/sys/proc_text.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#if defined(__x86_64__)

#define HYPERVISOR_LEAF 0x40000000u
#define HYPERVISOR_BIT  (1u << 31) /* of ecx in leaf 1 */

struct cpuid {
	uint32_t eax, ebx, ecx, edx;
};

static struct cpuid cpuid(uint32_t leaf)
{
	struct cpuid id;

	__asm__ volatile("cpuid"
			 : "=a"(id.eax), "=b"(id.ebx), "=c"(id.ecx), "=d"(id.edx)
			 : "a"(leaf), "c"(0));
	return id;
}

void host_read_hypervisor(struct fact_collector *sheet, const struct host_source *source)
{
	host_add_flag(sheet, source->name, cpuid(1).ecx & HYPERVISOR_BIT);
}

void host_read_hypervisor_name(struct fact_collector *sheet, const struct host_source *source)
{
	char signature[12], name[32] = "none";
	struct cpuid id;

	if (cpuid(1).ecx & HYPERVISOR_BIT) {
		id = cpuid(HYPERVISOR_LEAF);
		memcpy(signature, &id.ebx, 4);
		memcpy(signature + 4, &id.ecx, 4);
		memcpy(signature + 8, &id.edx, 4);
		host_text_hypervisor(signature, name, sizeof(name));
	}
	host_add_text(sheet, source->name, *name ? name : "unnamed");
}

/* With VMX every CPUID traps to the hypervisor, so its cost reveals one. */
void host_read_cpuid(struct fact_collector *sheet, const struct host_source *source)
{
	enum { LOOPS = 5, READS = 4 };
	double best = INFINITY;

	for (int i = 0; i < LOOPS; i++) {
		uint64_t start = clock_now_ns();

		for (int j = 0; j < READS; j++)
			cpuid(0);
		best = fmin(best, (double)(clock_now_ns() - start) / READS);
	}
	host_add_number(sheet, source->name, best);
}

#else

/* No instruction shows it; the firmware tables may. */
static bool find_hypervisor(char *name, size_t size)
{
	static const char *const paths[] = {
		"/sys/hypervisor/type",
		"/proc/device-tree/hypervisor/compatible",
	};
	char vendor[64], product[64];

	for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++)
		if (proc_text_read_line(paths[i], name, size) == 0 && *name)
			return true;
	proc_text_read_line("/sys/class/dmi/id/sys_vendor", vendor, sizeof(vendor));
	proc_text_read_line("/sys/class/dmi/id/product_name", product, sizeof(product));
	if (strcmp(vendor, "QEMU") != 0 && !strstr(product, "Virtual Machine"))
		return false;
	snprintf(name, size, "%s", strcmp(vendor, "QEMU") == 0 ? "QEMU" : product);
	return true;
}

void host_read_hypervisor(struct fact_collector *sheet, const struct host_source *source)
{
	char name[64];

	if (find_hypervisor(name, sizeof(name)))
		host_add_flag(sheet, source->name, true);
	else
		host_add_missing(sheet, source->name, "not available on this architecture");
}

void host_read_hypervisor_name(struct fact_collector *sheet, const struct host_source *source)
{
	char name[64];

	if (find_hypervisor(name, sizeof(name)))
		host_add_text(sheet, source->name, name);
	else
		host_add_missing(sheet, source->name, "not available on this architecture");
}

void host_read_cpuid(struct fact_collector *sheet, const struct host_source *source)
{
	host_add_missing(sheet, source->name, "this architecture has no CPUID instruction");
}

#endif

/*
 * A user-mode emulator (qemu-user) fakes /proc/self/exe, but not the other names of that link.
 */
void host_read_emulator(struct fact_collector *sheet, const struct host_source *source)
{
	char own[512], real[512];
	ssize_t own_length = readlink("/proc/self/exe", own, sizeof(own) - 1);
	ssize_t real_length = readlink("/proc/thread-self/exe", real, sizeof(real) - 1);
	const char *slash;

	if (own_length < 0 || real_length < 0) {
		host_add_missing(sheet, source->name, "cannot read /proc/thread-self/exe");
		return;
	}
	own[own_length] = real[real_length] = '\0';
	slash = strrchr(real, '/');
	if (strcmp(own, real) == 0)
		host_add_text(sheet, source->name, "none");
	else
		host_add_text(sheet, source->name, slash ? slash + 1 : real);
}
