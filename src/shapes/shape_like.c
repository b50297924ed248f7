/* shape_like: the shape of a live process; planning replaces it by the keys that make it up. */
#include "procbench/shapes/shape_like.h"

#include "shape_descriptor.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>

int shape_like_pid(const char *value, struct error *error)
{
	char *end;
	long number = strtol(value, &end, 10);

	if (*value < '0' || *value > '9' || *end || number < 1 || number > INT_MAX)
		return error_set(error, EINVAL, "key 'like': '%s' is not a process id", value);
	return (int)number;
}

static int check(const struct method *method, const struct keys *keys, struct error *error)
{
	(void)method;
	return shape_like_pid(keys->text[KEY_LIKE], error) < 0 ? -error->code : 0;
}

SHAPE(LIKE) = {.check = check};
