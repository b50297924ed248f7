/* shape_args: extra arguments of the executed program, which the subject adds. */
#include "shape_descriptor.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>

static int check(const struct method *method, const struct keys *keys, struct error *error)
{
	(void)method;
	if (strcmp(keys->text[KEY_EXEC], "none") != 0)
		return 0;
	return error_set(error, EINVAL,
			 "args=%" PRIu64 " requires a program to execute (add exec=tiny)",
			 keys->number[KEY_ARGS]);
}

SHAPE(ARGS) = {.check = check};
