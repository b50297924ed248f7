/* shape_libs: libraries of the executed program, made by sys/ladder. */
#include "shape_descriptor.h"

#include "procbench/base/targets.h"
#include "procbench/sys/ladder.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>

static int check(const struct method *method, const struct keys *keys, struct error *error)
{
	uint64_t count = keys->number[KEY_LIBS];

	(void)method;
	if (strcmp(keys->text[KEY_EXEC], target_table[TARGET_DYNAMIC].name) != 0)
		return error_set(error, EINVAL,
				 "libs=%" PRIu64
				 " requires exec=dynamic, the target whose libraries "
				 "are procbench's own",
				 count);
	if (count > LADDER_LIBRARIES_MAX)
		return error_set(error, EINVAL, "libs=%" PRIu64 " exceeds %d libraries", count,
				 LADDER_LIBRARIES_MAX);
	return 0;
}

SHAPE(LIBS) = {.check = check};
