/*
 * tiny_main: the smallest target to execute. It exits at once; with an argument it first writes its
 * IMAGE stamp, taken at its very first instruction, to the stamp page.
 *
 * It writes through the inherited descriptor rather than map the page: the mapping and its fault
 * would cost more. Where the counter cannot be trusted it asks the kernel, for finding the vDSO
 * would take longer than the call.
 */
#include "procbench/subject/arena.h"
#include "procbench/sys/raw.h"

#include <time.h>

void free_main(long *stack, uint64_t counter);

static uint64_t kernel_clock_ns(void)
{
	struct timespec now;

	sys_clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

void free_main(long *stack, uint64_t counter)
{
	const char *const *argv = (const char *const *)(stack + 1);

	if (stack[0] > 1) {
		if (argv[1][0] == ARENA_TARGET_CLOCK[0])
			counter = kernel_clock_ns();
		sys_pwrite(ARENA_FD_STAMP, &counter, sizeof(counter), ARENA_IMAGE_AT);
	}
	sys_exit_group(0);
}
