/* shape_pipes: pipes of the parent, both ends open. */
#define _GNU_SOURCE
#include "shape_descriptor.h"
#include "shape_descriptors.h"

#include <fcntl.h>
#include <unistd.h>

/* Upper bound of the kernel's memory for one file. */
#define FILE_BYTES 2048

static int open_one(int fds[2])
{
	return pipe2(fds, O_CLOEXEC) < 0 ? -1 : 2;
}

static int build(const struct keys *keys, struct error *error)
{
	return shape_descriptors_open(keys, KEY_PIPES, open_one, error);
}

static int verify(const struct keys *keys, const struct shape_seen *before,
		  const struct shape_seen *now, struct error *error)
{
	return shape_expect("pipes", 2 * keys->number[KEY_PIPES], "ends of pipes", before->pipes,
			    now->pipes, error);
}

static void needs(const struct keys *keys, uint64_t sums[CAPACITY_COUNT])
{
	shape_descriptors_need(sums, 2 * keys->number[KEY_PIPES], FILE_BYTES);
}

SHAPE(PIPES) = {
	.needs = needs,
	.build = build,
	.stage = SHAPE_STAGE_STATE,
	.verify = verify,
	.sees = SHAPE_SEES_FDS,
};
