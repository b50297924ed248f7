/* shape_execs: how often a target is executed; implemented by the targets. */
#include "shape_descriptor.h"

#include "procbench/base/targets.h"

#include <errno.h>
#include <inttypes.h>

static int check(const struct method *method, const struct keys *keys, struct error *error)
{
	const struct target *target = target_find(keys->text[KEY_EXEC]);
	uint64_t count = keys->number[KEY_EXECS];

	(void)method;
	if (count == 0 || count > KEY_EXECS_MAX)
		return error_set(error, EINVAL, "execs=%" PRIu64 " is not from 1 to %d", count,
				 KEY_EXECS_MAX);
	if (target && target->interpreter == TARGET_NONE)
		return 0;
	return error_set(error, EINVAL,
			 "execs=%" PRIu64
			 " requires a target that executes itself (exec=tiny, static, "
			 "static-pie or dynamic)",
			 count);
}

SHAPE(EXECS) = {.check = check};
