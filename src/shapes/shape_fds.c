/* shape_fds: open file descriptors of the parent, all of one open file. */
#define _GNU_SOURCE
#include "shape_descriptor.h"
#include "shape_descriptors.h"

#include <fcntl.h>
#include <unistd.h>

static int open_one(int fds[2])
{
	fds[0] = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0);
	return fds[0] < 0 ? -1 : 1;
}

static int build(const struct keys *keys, struct error *error)
{
	return shape_descriptors_open(keys, KEY_FDS, open_one, error);
}

static int verify(const struct keys *keys, const struct shape_seen *before,
		  const struct shape_seen *now, struct error *error)
{
	return shape_expect("fds", shape_descriptors_count(keys), "open descriptors",
			    before->descriptors, now->descriptors, error);
}

static void needs(const struct keys *keys, uint64_t sums[CAPACITY_COUNT])
{
	shape_descriptors_need(sums, keys->number[KEY_FDS], 0);
}

SHAPE(FDS) = {
	.needs = needs,
	.build = build,
	.stage = SHAPE_STAGE_STATE,
	.verify = verify,
	.sees = SHAPE_SEES_FDS,
};
