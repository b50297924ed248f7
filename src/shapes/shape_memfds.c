/* shape_memfds: files in memory that the parent has open. */
#define _GNU_SOURCE
#include "shape_descriptor.h"
#include "shape_descriptors.h"

#include <sys/mman.h>

/* Upper bound of the kernel's memory for one file. */
#define FILE_BYTES 2048

static int open_one(int fds[2])
{
	fds[0] = memfd_create("procbench", MFD_CLOEXEC);
	return fds[0] < 0 ? -1 : 1;
}

static int build(const struct keys *keys, struct error *error)
{
	return shape_descriptors_open(keys, KEY_MEMFDS, open_one, error);
}

static int verify(const struct keys *keys, const struct shape_seen *before,
		  const struct shape_seen *now, struct error *error)
{
	return shape_expect("memfds", keys->number[KEY_MEMFDS], "open memfds", before->memfds,
			    now->memfds, error);
}

static void needs(const struct keys *keys, uint64_t sums[CAPACITY_COUNT])
{
	shape_descriptors_need(sums, keys->number[KEY_MEMFDS], FILE_BYTES);
}

SHAPE(MEMFDS) = {
	.needs = needs,
	.build = build,
	.stage = SHAPE_STAGE_STATE,
	.verify = verify,
	.sees = SHAPE_SEES_FDS,
};
