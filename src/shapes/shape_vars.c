/* shape_vars: number of extra variables in the environment, which the launcher adds before exec. */
#define _GNU_SOURCE
#include "shape_descriptor.h"

#include "procbench/shapes/shape_strings.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

/* Each needs a pointer too, and exec accepts 6 MiB of both. */
#define VARS_MAX 250000

static int check(const struct method *method, const struct keys *keys, struct error *error)
{
	(void)method;
	if (keys->number[KEY_VARS] <= VARS_MAX)
		return shape_strings_check(keys, KEY_VARS, KEY_ENV, error);
	return error_set(error, EINVAL, "vars=%" PRIu64 " exceeds the limit of exec (at most %d)",
			 keys->number[KEY_VARS], VARS_MAX);
}

static int verify(const struct keys *keys, const struct shape_seen *before,
		  const struct shape_seen *now, struct error *error)
{
	uint64_t count = 0;

	(void)before;
	(void)now;
	for (char **variable = environ; *variable; variable++)
		count += strncmp(*variable, SHAPE_VARIABLE, strlen(SHAPE_VARIABLE)) == 0;
	return shape_expect("vars", keys->number[KEY_VARS], "variables", 0, count, error);
}

SHAPE(VARS) = {.check = check, .verify = verify};
