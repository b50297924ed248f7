/* shape_nice: the nice value of parent and children. */
#define _GNU_SOURCE
#include "shape_descriptor.h"

#include "procbench/sys/permissions.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

static int build(const struct keys *keys, struct error *error)
{
	const char *value = keys->text[KEY_NICE];

	if (setpriority(PRIO_PROCESS, 0, (int)strtol(value, NULL, 10)) == 0)
		return 0;
	return error_set(error, errno,
			 "nice=%s: %s (lowering the value requires CAP_SYS_NICE or 'ulimit -e')",
			 value, strerror(errno));
}

static int verify(const struct keys *keys, const struct shape_seen *before,
		  const struct shape_seen *now, struct error *error)
{
	int seen;

	(void)before;
	(void)now;
	errno = 0;
	seen = getpriority(PRIO_PROCESS, 0);
	if (errno == 0 && seen == strtol(keys->text[KEY_NICE], NULL, 10))
		return 0;
	return error_set(error, EAGAIN, "nice: expected %s, found %d", keys->text[KEY_NICE], seen);
}

/* Accepts only the canonical form "5", not "+5" or "05". */
static int check(const struct method *method, const struct keys *keys, struct error *error)
{
	const char *text = keys->text[KEY_NICE];
	long value = strtol(text, NULL, 10);
	char canonical[32];

	(void)method;
	snprintf(canonical, sizeof(canonical), "%ld", value);
	if (strcmp(canonical, text) == 0 && value >= -20 && value <= 19)
		return 0;
	return error_set(error, EINVAL,
			 "invalid value '%s' for nice= (expected an integer from -20 to 19)", text);
}

static int probe(const struct method *method, const struct keys *keys, struct error *error)
{
	const char *value = keys->text[KEY_NICE];

	(void)method;
	if (permissions_nice((int)strtol(value, NULL, 10), error) == 0)
		return 0;
	return error_prefix(error, "nice=%s", value);
}

SHAPE(NICE) = {
	.check = check,
	.probe = probe,
	.build = build,
	.stage = SHAPE_STAGE_SLOW,
	.verify = verify,
};
