/* shape_cold: drops a program and its libraries from the page cache; see subject/cooling. */
#include "shape_descriptor.h"

#include "procbench/base/targets.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>

static struct shape_facts describe(const struct keys *keys)
{
	static const char *const summaries[KEY_COLD_COUNT] = {
		"the executed program stays in the page cache",
		("the executed program, its loader and its libraries are dropped from the page "
		 "cache before each creation; mincore says what stays"),
	};

	return (struct shape_facts){summaries[keys->number[KEY_COLD]], NULL};
}

static int check(const struct method *method, const struct keys *keys, struct error *error)
{
	(void)method;
	if (strcmp(keys->text[KEY_EXEC], "none") == 0)
		return error_set(error, EINVAL,
				 "cold=yes requires a program to execute (add exec=PATH)");
	if (keys->number[KEY_SPAWNERS] > 1 || keys->number[KEY_PARALLEL] > 1)
		return error_set(error, EINVAL,
				 "cold=yes cannot be combined with spawners= or parallel=: another "
				 "creator's child would keep the program in memory");
	return 0;
}

static int probe(const struct method *method, const struct keys *keys, struct error *error)
{
	(void)method;
	if (!target_find(keys->text[KEY_EXEC]))
		return 0; /* the subject tries the file itself */
	return error_set(error, ENOTSUP,
			 "cold=yes: the embedded target '%s' is executed from memory and cannot be "
			 "dropped (use exec=PATH of a program on a disk)",
			 keys->text[KEY_EXEC]);
}

SHAPE(COLD) = {.describe = describe, .check = check, .probe = probe};
