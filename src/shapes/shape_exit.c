/* shape_exit: how a child that executes nothing ends; the subject adds the step. */
#include "shape_descriptor.h"

#include <errno.h>
#include <string.h>

static struct shape_facts describe(const struct keys *keys)
{
	static const char *const summaries[KEY_EXIT_COUNT] = {
		"the child ends by the system call",
		"the child ends by libc's exit(), with nothing to do",
		("the child ends by libc's exit(), with 32 handlers of atexit() and 4 KiB in the "
		 "buffer of stdout"),
	};

	return (struct shape_facts){summaries[keys->number[KEY_EXIT]], NULL};
}

static int check(const struct method *method, const struct keys *keys, struct error *error)
{
	if (method_shares_memory(method, keys))
		return error_set(error, EINVAL,
				 "exit=%s requires a child with a copy of the parent's memory, "
				 "because exit() runs handlers and writes buffers (remove exit=)",
				 keys->text[KEY_EXIT]);
	if (strcmp(keys->text[KEY_EXEC], "none") != 0)
		return error_set(error, EINVAL,
				 "exit=%s cannot be combined with exec=, because the executed "
				 "program ends in its own way (remove one)",
				 keys->text[KEY_EXIT]);
	return 0;
}

SHAPE(EXIT) = {.describe = describe, .check = check};
