/* shape_eventfds: event counters of the parent. */
#define _GNU_SOURCE
#include "shape_descriptor.h"
#include "shape_descriptors.h"

#include <sys/eventfd.h>

/* Upper bound of the kernel's memory for one file. */
#define FILE_BYTES 256

static int open_one(int fds[2])
{
	fds[0] = eventfd(0, EFD_CLOEXEC);
	return fds[0] < 0 ? -1 : 1;
}

static int build(const struct keys *keys, struct error *error)
{
	return shape_descriptors_open(keys, KEY_EVENTFDS, open_one, error);
}

static int verify(const struct keys *keys, const struct shape_seen *before,
		  const struct shape_seen *now, struct error *error)
{
	return shape_expect("eventfds", keys->number[KEY_EVENTFDS], "open eventfds",
			    before->eventfds, now->eventfds, error);
}

static void needs(const struct keys *keys, uint64_t sums[CAPACITY_COUNT])
{
	shape_descriptors_need(sums, keys->number[KEY_EVENTFDS], FILE_BYTES);
}

SHAPE(EVENTFDS) = {
	.needs = needs,
	.build = build,
	.stage = SHAPE_STAGE_STATE,
	.verify = verify,
	.sees = SHAPE_SEES_FDS,
};
