/*
 * tiny_main: the smallest target. It exits at once; with an argument it first writes its IMAGE
 * timestamp, taken at its first instruction, to the stamp page. It has no main(), hence no MAIN.
 * With another argument it stays until its standard input ends, so that it can be inspected.
 *
 * It writes through the inherited descriptor, which is cheaper than mapping the page.
 */
#include "target.h"

void free_main(long *stack, uint64_t counter);

void free_main(long *stack, uint64_t counter)
{
	char **argv = (char **)(stack + 1);
	enum arena_stamping stamping = target_stamping(stack[0], argv);
	char byte;

	target_again(stack[0], argv, argv + stack[0] + 1);
	if (stamping != ARENA_STAMP_NONE) {
		counter = target_stamp(stamping, counter);
		sys_pwrite(ARENA_FD_STAMP, &counter, sizeof(counter), ARENA_IMAGE_AT);
	} else if (stack[0] > 1 && argv[1][0] == ARENA_TARGET_STAY[0] && argv[1][1] == '\0') {
		sys_read(0, &byte, sizeof(byte));
	}
	sys_exit_group(0);
}
