/* shape_stdio: the standard streams of a child; implemented by methods/wiring. */
#include "shape_descriptor.h"

#include <errno.h>

static struct shape_facts describe(const struct keys *keys)
{
	static const char *const summaries[KEY_STDIO_COUNT] = {
		"the child keeps its parent's standard streams, which are /dev/null",
		"the child opens /dev/null and makes it its standard streams",
		("the parent makes three pipes, which become the child's standard "
		 "streams, and reads their output until the child ends"),
	};

	return (struct shape_facts){summaries[keys->number[KEY_STDIO]], NULL};
}

static int check(const struct method *method, const struct keys *keys, struct error *error)
{
	if (method_shares_files(method, keys))
		return error_set(error, EINVAL,
				 "stdio=%s cannot be combined with flags=files: the child would "
				 "replace its parent's streams in the shared table (remove one)",
				 keys->text[KEY_STDIO]);
	if (method->keeps_child && keys->number[KEY_STDIO] == KEY_STDIO_PIPE)
		return error_set(error, EINVAL,
				 "stdio=pipe is not possible with '%s': its child exists before "
				 "the pipes are made (use fork)",
				 method->name);
	return 0;
}

SHAPE(STDIO) = {.describe = describe, .check = check};
