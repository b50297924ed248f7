/* shape_dontfork: memory of the parent that children do not inherit. */
#define _GNU_SOURCE
#include "shape_descriptor.h"
#include "shape_memory.h"

#include <errno.h>
#include <string.h>
#include <sys/mman.h>

static int build(const struct keys *keys, struct error *error)
{
	uint64_t bytes = keys->number[KEY_DONTFORK];
	void *memory = shape_memory_private("dontfork", bytes, error);

	if (!memory)
		return -error->code;
	if (madvise(memory, bytes, MADV_DONTFORK) < 0)
		return error_set(error, errno, "dontfork: madvise: %s", strerror(errno));
	return 0;
}

static int verify(const struct keys *keys, const struct shape_seen *before,
		  const struct shape_seen *now, struct error *error)
{
	return shape_memory_verify("dontfork", keys, before, now, error);
}

static void needs(const struct keys *keys, uint64_t sums[CAPACITY_COUNT])
{
	shape_need_private(sums, keys->number[KEY_DONTFORK]);
}

SHAPE(DONTFORK) = {
	.needs = needs,
	.build = build,
	.stage = SHAPE_STAGE_MEMORY,
	.verify = verify,
	.sees = SHAPE_SEES_MEMORY,
};
