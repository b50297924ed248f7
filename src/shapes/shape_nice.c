/* shape_nice: the nice value of parent and children. */
#define _GNU_SOURCE
#include "shape_parts.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

static int build(const struct keys *keys, struct error *error)
{
	const char *value = keys->text[KEY_NICE];

	if (setpriority(PRIO_PROCESS, 0, (int)strtol(value, NULL, 10)) == 0)
		return 0;
	return error_set(error, errno,
			 "nice=%s: %s (a lower value than now needs CAP_SYS_NICE, or 'ulimit -e')",
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
	return error_set(error, EAGAIN, "nice: %s wanted, %d seen", keys->text[KEY_NICE], seen);
}

const struct shape_part shape_part_nice = {KEY_NICE, build, 0, verify};
