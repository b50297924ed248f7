/*
 * freestanding: the few functions that a compiler takes for granted, for programs without libc.
 *
 * Built with -fno-tree-loop-distribute-patterns, or the compiler would turn each of these loops
 * into a call of itself.
 */
#include <stddef.h>

void *memset(void *to, int byte, size_t n);
void *memcpy(void *to, const void *from, size_t n);

void *memset(void *to, int byte, size_t n)
{
	for (size_t i = 0; i < n; i++)
		((unsigned char *)to)[i] = (unsigned char)byte;
	return to;
}

void *memcpy(void *to, const void *from, size_t n)
{
	for (size_t i = 0; i < n; i++)
		((unsigned char *)to)[i] = ((const unsigned char *)from)[i];
	return to;
}
