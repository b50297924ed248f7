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
static void fill(char **argv, char *string, const struct shape_strings *strings)
{
	uint64_t longest = shape_string_bytes(strings, 0);
	char *end = string + longest;

	memset(string, 'x', longest - 1);
	for (uint64_t i = 0; i < strings->count; i++)
		*argv++ = end - shape_string_bytes(strings, i);
}

int arguments_add(struct creation *creation, const struct shape_strings *strings,
		  struct error *error)
{
	size_t count = count_arguments(creation->argv);
	uint64_t table = (count + strings->count + 1) * sizeof(char *);
	char *memory = mmap(NULL, table + SYS_STRING_BYTES_MAX, PROT_READ | PROT_WRITE,
			    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (memory == MAP_FAILED)
		return error_set(error, errno,
				 "arguments: cannot map a table of %" PRIu64 " bytes: %s", table,
				 strerror(errno));
	memcpy(memory, creation->argv, count * sizeof(char *));
	fill((char **)memory + count, memory + table, strings);
	creation->argv = (char **)memory;
	return 0;
}
