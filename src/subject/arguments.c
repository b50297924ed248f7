/* arguments: extra arguments for the program that a child executes. */
#define _GNU_SOURCE
#include "arguments.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include <sys/mman.h>

static size_t count_arguments(char *const *argv)
{
	size_t count = 0;

	while (argv[count])
		count++;
	return count;
}

/* One string; shorter arguments point to its tail. */
static void fill(char **argv, char *string, uint64_t bytes)
{
	size_t longest = bytes < SYS_STRING_BYTES_MAX ? bytes : SYS_STRING_BYTES_MAX;
	char *end = string + longest;

	memset(string, 'x', longest - 1);
	for (size_t size; bytes > 0; bytes -= size) {
		size = bytes < longest ? bytes : longest;
		*argv++ = end - size;
	}
}

int arguments_add(struct creation *creation, uint64_t bytes, struct error *error)
{
	size_t count = count_arguments(creation->argv);
	uint64_t strings = bytes / SYS_STRING_BYTES_MAX + 1;
	uint64_t table = (count + strings + 1) * sizeof(char *);
	char *memory = mmap(NULL, table + SYS_STRING_BYTES_MAX, PROT_READ | PROT_WRITE,
			    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (memory == MAP_FAILED)
		return error_set(error, errno, "args: cannot map a table of %" PRIu64 " bytes: %s",
				 table, strerror(errno));
	memcpy(memory, creation->argv, count * sizeof(char *));
	fill((char **)memory + count, memory + table, bytes);
	creation->argv = (char **)memory;
	return 0;
}
