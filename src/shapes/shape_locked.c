/* shape_locked: locked memory of the parent. */
#define _GNU_SOURCE
#include "shape_descriptor.h"
#include "shape_memory.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include <sys/mman.h>

static int build(const struct keys *keys, struct error *error)
{
	uint64_t bytes = keys->number[KEY_LOCKED];
	void *memory = shape_memory_private("locked", bytes, error);

	if (!memory)
		return -error->code;
	if (mlock(memory, bytes) < 0)
		return error_set(error, errno,
				 "locked: cannot lock %" PRIu64 " bytes: %s (see 'ulimit -l')",
				 bytes, strerror(errno));
	return 0;
}

static int verify(const struct keys *keys, const struct shape_seen *before,
		  const struct shape_seen *now, struct error *error)
{
	return shape_expect("locked", keys->number[KEY_LOCKED], "bytes of locked memory",
			    before->locked, now->locked, error);
}

static void needs(const struct keys *keys, uint64_t sums[CAPACITY_COUNT])
{
	shape_need_private(sums, keys->number[KEY_LOCKED]);
	shape_need(sums, CAPACITY_LOCKED, keys->number[KEY_LOCKED], 1);
}

SHAPE(LOCKED) = {
	.needs = needs,
	.build = build,
	.stage = SHAPE_STAGE_MEMORY,
	.verify = verify,
	.sees = SHAPE_SEES_MEMORY,
};
