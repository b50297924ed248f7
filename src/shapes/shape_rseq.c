/* shape_rseq: unregisters the rseq area that libc registers. */
#include "shape_descriptor.h"

#include "procbench/sys/rseq.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>

static int build(const struct keys *keys, struct error *error)
{
	int status = keys->number[KEY_RSEQ] == KEY_RSEQ_OFF ? rseq_leave() : 0;

	if (status < 0)
		return error_set(error, -status, "rseq=off: cannot unregister libc's area: %s",
				 strerror(-status));
	return 0;
}

static int verify(const struct keys *keys, const struct shape_seen *before,
		  const struct shape_seen *now, struct error *error)
{
	bool wanted = keys->number[KEY_RSEQ] == KEY_RSEQ_ON;

	(void)before;
	(void)now;
	if (rseq_is_on() == wanted)
		return 0;
	return error_set(error, EAGAIN, "rseq: %s wanted, %s seen%s", wanted ? "on" : "off",
			 wanted ? "off" : "on",
			 wanted ? " (see GLIBC_TUNABLES; glibc 2.35 or later registers it)" : "");
}

static struct shape_facts describe(const struct keys *keys)
{
	static const struct shape_facts facts[] = {
		[KEY_RSEQ_INHERIT] = {"as procbench itself has it (GLIBC_TUNABLES)", NULL},
		[KEY_RSEQ_ON] = {"keep libc's rseq area registered, as in other programs", NULL},
		[KEY_RSEQ_OFF] = {"unregister it in the parent", NULL},
	};

	return facts[keys->number[KEY_RSEQ]];
}

SHAPE(RSEQ) = {
	.describe = describe,
	.build = build,
	.stage = SHAPE_STAGE_STATE,
	.verify = verify,
};
