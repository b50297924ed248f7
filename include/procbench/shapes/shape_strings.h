/*
 * shape_strings: how many strings extra arguments (argc=, args=) and variables (vars=, env=) are.
 */
#ifndef PROCBENCH_SHAPES_SHAPE_STRINGS_H
#define PROCBENCH_SHAPES_SHAPE_STRINGS_H

#include "procbench/base/error.h"
#include "procbench/base/keys.h"

#include <stdint.h>

/* Bytes of a string whose number is given: the least, and without a size of them all. */
#define SHAPE_STRING_LEAST 10
#define SHAPE_STRING_USUAL 20

/* What the names of extra variables begin with; their number follows, in base 16 to be short. */
#define SHAPE_VARIABLE "PB_"

struct shape_strings {
	uint64_t count;
	uint64_t bytes; /* of all, including their NULs */
};

/* For the keys of a number and of bytes; without a number, the fewest that exec accepts. */
struct shape_strings shape_strings(const struct keys *keys, enum key count, enum key bytes);

/* Bytes of one of them; the first is the longest. */
uint64_t shape_string_bytes(const struct shape_strings *strings, uint64_t index);

/* 0, or -EINVAL and why so many cannot share these bytes, or why exec would not accept so few. */
int shape_strings_check(const struct keys *keys, enum key count, enum key bytes,
			struct error *error);

#endif
