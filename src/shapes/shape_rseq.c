/* shape_rseq: the parent without the rseq area that libc has registered. */
#include "shape_descriptor.h"

#include "procbench/sys/rseq.h"

#include <errno.h>
#include <string.h>

static int build(const struct keys *keys, struct error *error)
{
	int status = rseq_leave();

	(void)keys;
	if (status < 0)
		return error_set(error, -status, "rseq=off: cannot unregister libc's area: %s",
				 strerror(-status));
	return 0;
}

static int verify(const struct keys *keys, const struct shape_seen *before,
		  const struct shape_seen *now, struct error *error)
{
	(void)keys;
	(void)before;
	(void)now;
	return rseq_is_on() ? error_set(error, EAGAIN, "rseq: off wanted, on seen") : 0;
}

static struct shape_facts describe(const struct keys *keys)
{
	static const struct shape_facts facts[] = {
		[KEY_RSEQ_ON] = {"libc's rseq area stays registered, as it is in other programs",
				 NULL},
		[KEY_RSEQ_OFF] = {"the parent unregisters it", NULL},
	};

	return facts[keys->number[KEY_RSEQ]];
}

SHAPE(RSEQ) = {
	.describe = describe,
	.build = build,
	.stage = SHAPE_STAGE_STATE,
	.verify = verify,
};
