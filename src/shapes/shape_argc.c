/* shape_argc: number of extra arguments of the executed program, which the subject adds. */
#include "shape_descriptor.h"

#include "procbench/shapes/shape_strings.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>

static int check(const struct method *method, const struct keys *keys, struct error *error)
{
	(void)method;
	if (strcmp(keys->text[KEY_EXEC], "none") != 0)
		return shape_strings_check(keys, KEY_ARGC, KEY_ARGS, error);
	return error_set(error, EINVAL,
			 "argc=%" PRIu64 " requires a program to execute (add exec=tiny)",
			 keys->number[KEY_ARGC]);
}

SHAPE(ARGC) = {.check = check};
