/* shape_reserve: address space without memory, as runtimes set it aside for their heaps. */
#define _GNU_SOURCE
#include "shape_descriptor.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include <sys/mman.h>

static int build(const struct keys *keys, struct error *error)
{
	uint64_t bytes = keys->number[KEY_RESERVE];
	void *space =
		mmap(NULL, bytes, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

	if (space == MAP_FAILED)
		return error_set(error, errno,
				 "reserve: cannot map %" PRIu64
				 " bytes of address space: %s (see 'ulimit -v')",
				 bytes, strerror(errno));
	return 0;
}

static int verify(const struct keys *keys, const struct shape_seen *before,
		  const struct shape_seen *now, struct error *error)
{
	return shape_expect("reserve", keys->number[KEY_RESERVE], "bytes of address space",
			    before->mapped, now->mapped, error);
}

SHAPE(RESERVE) = {
	.build = build,
	.stage = SHAPE_STAGE_STATE,
	.verify = verify,
	.sees = SHAPE_SEES_STATUS,
};
