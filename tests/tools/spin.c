/*
 * spin: executes a known number of instructions, so that what counts them can be checked.
 *
 *     spin COUNT     a loop of two instructions, COUNT times
 */
#include <stdlib.h>

int main(int argc, char **argv)
{
	unsigned long count = argc > 1 ? strtoul(argv[1], NULL, 10) : 1;

#if defined(__x86_64__)
	__asm__ volatile("1:\tdecq %0\n\tjnz 1b" : "+r"(count) : : "cc");
#elif defined(__aarch64__)
	__asm__ volatile("1:\tsubs %0, %0, #1\n\tb.ne 1b" : "+r"(count) : : "cc");
#endif
	return 0;
}
