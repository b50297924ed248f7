/*
 * tiny_main: the smallest target to execute. It exits at once; with an argument it first writes its
 * IMAGE stamp, taken at its very first instruction, to the stamp page. It has no main, so no MAIN.
 *
 * It writes through the inherited descriptor rather than map the page: the mapping and its fault
 * would cost more.
 */
#include "target.h"

void free_main(long *stack, uint64_t counter);

void free_main(long *stack, uint64_t counter)
{
	enum arena_stamping stamping = target_stamping(stack[0], (char *const *)(stack + 1));

	if (stamping != ARENA_STAMP_NONE) {
		counter = target_stamp(stamping, counter);
		sys_pwrite(ARENA_FD_STAMP, &counter, sizeof(counter), ARENA_IMAGE_AT);
	}
	sys_exit_group(0);
}
