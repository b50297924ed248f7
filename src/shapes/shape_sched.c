/* shape_sched: the scheduling policy of parent and children. */
#define _GNU_SOURCE
#include "shape_descriptor.h"

#include "procbench/sys/permissions.h"

#include <errno.h>
#include <sched.h>
#include <string.h>

static int policy_of(const struct keys *keys)
{
	static const int policies[] = {[KEY_SCHED_OTHER] = SCHED_OTHER,
				       [KEY_SCHED_BATCH] = SCHED_BATCH,
				       [KEY_SCHED_FIFO] = SCHED_FIFO};

	return policies[keys->number[KEY_SCHED]];
}

static int build(const struct keys *keys, struct error *error)
{
	int policy = policy_of(keys);
	struct sched_param parameters = {.sched_priority = sched_get_priority_min(policy)};

	if (sched_setscheduler(0, policy, &parameters) == 0)
		return 0;
	return error_set(error, errno, "sched=%s: %s%s", keys->text[KEY_SCHED], strerror(errno),
			 policy == SCHED_FIFO ? " (requires CAP_SYS_NICE or 'ulimit -r')" : "");
}

static int verify(const struct keys *keys, const struct shape_seen *before,
		  const struct shape_seen *now, struct error *error)
{
	(void)before;
	(void)now;
	if (sched_getscheduler(0) == policy_of(keys))
		return 0;
	return error_set(error, EAGAIN, "sched: expected %s, found another policy",
			 keys->text[KEY_SCHED]);
}

static struct shape_facts describe(const struct keys *keys)
{
	static const struct shape_facts facts[] = {
		[KEY_SCHED_INHERIT] = {"the scheduling policy of procbench itself", NULL},
		[KEY_SCHED_OTHER] = {"SCHED_OTHER, the default scheduling policy", NULL},
		[KEY_SCHED_BATCH] = {"SCHED_BATCH, for non-interactive work", NULL},
		[KEY_SCHED_FIFO] = {"SCHED_FIFO, real time; requires CAP_SYS_NICE or 'ulimit -r'",
				    permissions_fifo},
	};

	return facts[keys->number[KEY_SCHED]];
}

SHAPE(SCHED) = {
	.describe = describe,
	.build = build,
	.stage = SHAPE_STAGE_SLOW,
	.verify = verify,
};
