/*
 * huge_witness: whether the kernel gives this process huge pages at all, without code of procbench.
 * Where memory is fragmented, or a policy of the process forbids them, it gives none to anybody.
 */
#ifndef PROCBENCH_TESTS_CONTRACT_HUGE_WITNESS_H
#define PROCBENCH_TESTS_CONTRACT_HUGE_WITNESS_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>

static inline uint64_t huge_witness_bytes(void)
{
	FILE *file = fopen("/proc/self/smaps_rollup", "re");
	unsigned long kib = 0;
	char line[128];

	while (file && fgets(line, sizeof(line), file))
		sscanf(line, "AnonHugePages: %lu kB", &kib);
	if (file)
		fclose(file);
	return (uint64_t)kib * 1024;
}

/* Of 16 MiB, at least half; they are released. */
static inline bool huge_witness(void)
{
	const size_t bytes = 16u << 20;
	uint64_t before = huge_witness_bytes();
	char *memory =
		mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	bool is_given;

	if (memory == MAP_FAILED)
		return false;
	madvise(memory, bytes, MADV_HUGEPAGE);
	memset(memory, 1, bytes);
	is_given = huge_witness_bytes() >= before + bytes / 2;
	munmap(memory, bytes);
	return is_given;
}

#endif
