/* shape_strings: how many strings extra arguments and variables are. */
#include "procbench/shapes/shape_strings.h"

#include "procbench/sys/raw.h"

#include <errno.h>
#include <inttypes.h>

struct shape_strings shape_strings(const struct keys *keys, enum key count, enum key bytes)
{
	struct shape_strings strings = {keys->number[count], keys->number[bytes]};

	if (strings.count == 0)
		strings.count = strings.bytes / SYS_STRING_BYTES_MAX +
				(strings.bytes % SYS_STRING_BYTES_MAX > 0);
	else if (strings.bytes == 0)
		strings.bytes = strings.count * SHAPE_STRING_USUAL;
	return strings;
}

uint64_t shape_string_bytes(const struct shape_strings *strings, uint64_t index)
{
	return strings->bytes / strings->count + (index < strings->bytes % strings->count);
}

int shape_strings_check(const struct keys *keys, enum key count, enum key bytes,
			struct error *error)
{
	const char *name = key_table[count].name;
	uint64_t number = keys->number[count], size = keys->number[bytes];

	if (number > 0 && size > 0 && size / number < SHAPE_STRING_LEAST)
		return error_set(error, EINVAL,
				 "%s=%" PRIu64 " needs at least %d bytes each (give %s=%" PRIu64
				 " or more, or omit it)",
				 name, number, SHAPE_STRING_LEAST, key_table[bytes].name,
				 number * SHAPE_STRING_LEAST);
	if (number > 0 && size > number * SYS_STRING_BYTES_MAX)
		return error_set(error, EINVAL,
				 "%s=%" PRIu64 " with %s=%" PRIu64
				 ": exec accepts at most 128 KiB each (give more of them)",
				 name, number, key_table[bytes].name, size);
	return 0;
}
