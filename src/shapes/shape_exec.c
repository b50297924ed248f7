/* shape_exec: what the child executes; implemented by the methods. */
#include "shape_descriptor.h"

#include "procbench/base/targets.h"
#include "procbench/sys/embedded.h"

#include <errno.h>
#include <string.h>

static int check(const struct method *method, const struct keys *keys, struct error *error)
{
	if (!method->only_executes || strcmp(keys->text[KEY_EXEC], "none") != 0)
		return 0;
	return error_set(error, EINVAL,
			 "method '%s' always executes a program and cannot use exec=none (use "
			 "exec=tiny)",
			 method->name);
}

static int probe(const struct method *method, const struct keys *keys, struct error *error)
{
	const struct target *target = target_find(keys->text[KEY_EXEC]);

	(void)method;
	return target ? embedded_probe(embedded_target(target), error) : 0;
}

SHAPE(EXEC) = {.check = check, .probe = probe};
