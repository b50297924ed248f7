/*
 * target_main: the targets with libc, linked statically and dynamically. Their main returns at
 * once; with an argument it first writes both stamps, IMAGE and MAIN, to the stamp page by one
 * call.
 */
#include "target.h"

#include "procbench/sys/clock.h"

#include <stddef.h>

_Static_assert(ARENA_MAIN_AT == ARENA_IMAGE_AT + sizeof(uint64_t), "one call writes both stamps");

/*
 * IMAGE, then MAIN. Not among the zeroed variables: on this page libc or its loader has relocated
 * something, so no fault is added (their count is the same with the store and without).
 */
static uint64_t stamps[2] __attribute__((section(".data")));

void target_entered(long *stack, uint64_t counter);

/* From target_start.S: the stack is as the kernel made it, and nothing of libc is ready. */
void target_entered(long *stack, uint64_t counter)
{
	stamps[0] = target_stamp(target_stamping(stack[0], (char *const *)(stack + 1)), counter);
}

int main(int argc, char **argv)
{
	uint64_t counter = counter_read();
	enum arena_stamping stamping = target_stamping(argc, argv);

	if (stamping == ARENA_STAMP_NONE)
		return 0;
	stamps[1] = target_stamp(stamping, counter);
	return sys_pwrite(ARENA_FD_STAMP, stamps, sizeof(stamps), ARENA_IMAGE_AT) < 0;
}
