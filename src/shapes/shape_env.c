/* shape_env: extra environment of the parent, which the launcher adds before exec. */
#define _GNU_SOURCE
#include "shape_descriptor.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

/* Since Linux 4.13 exec accepts 6 MiB of strings, at most a quarter of the stack limit. */
#define STRINGS_BYTES_MAX (6u << 20)

static int check(const struct method *method, const struct keys *keys, struct error *error)
{
	(void)method;
	if (keys->number[KEY_ENV] < STRINGS_BYTES_MAX)
		return 0;
	return keys_error(error, EINVAL, keys, KEY_ENV, "exceeds what exec accepts (less than 6M)");
}

static int verify(const struct keys *keys, const struct shape_seen *before,
		  const struct shape_seen *now, struct error *error)
{
	uint64_t bytes = 0;

	(void)before;
	(void)now;
	for (char **variable = environ; *variable; variable++)
		bytes += strlen(*variable) + 1;
	return shape_expect("env", keys->number[KEY_ENV], "bytes of environment", 0, bytes, error);
}

SHAPE(ENV) = {.check = check, .verify = verify};
