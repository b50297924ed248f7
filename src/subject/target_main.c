/*
 * target_main: the targets with libc, static and dynamic. main() returns at once; with an argument
 * it first writes both timestamps, IMAGE and MAIN, to the stamp page by one call.
 */
#include "target.h"

#include "procbench/sys/clock.h"

#include <stddef.h>

_Static_assert(ARENA_MAIN_AT == ARENA_IMAGE_AT + sizeof(uint64_t), "one call writes both stamps");

/*
 * IMAGE, then MAIN. In .data rather than .bss, because libc or its loader has already written to
 * that page, so that the store adds no page fault.
 */
static uint64_t stamps[2] __attribute__((section(".data")));

void target_entered(long *stack, uint64_t counter);

/* Called from target_start.S with the initial stack, before libc is initialized. */
void target_entered(long *stack, uint64_t counter)
{
	stamps[0] = target_stamp(target_stamping(stack[0], (char *const *)(stack + 1)), counter);
}

int main(int argc, char **argv, char **environment)
{
	uint64_t counter = counter_read();
	enum arena_stamping stamping = target_stamping(argc, argv);

	target_again(argc, argv, environment);
	if (stamping == ARENA_STAMP_NONE)
		return 0;
	stamps[1] = target_stamp(stamping, counter);
	return sys_pwrite(ARENA_FD_STAMP, stamps, sizeof(stamps), ARENA_IMAGE_AT) < 0;
}
