/* shape_args: extra arguments of the executed program, which the subject adds. */
#include "shape_descriptor.h"

#include <errno.h>
#include <string.h>

static int check(const struct method *method, const struct keys *keys, struct error *error)
{
	(void)method;
	if (strcmp(keys->text[KEY_EXEC], "none") != 0)
		return 0;
	return keys_error(error, EINVAL, keys, KEY_ARGS,
			  "requires a program to execute (add exec=tiny)");
}

SHAPE(ARGS) = {.check = check};
