/* shape_fds: open file descriptors of the parent. */
#define _GNU_SOURCE
#include "shape_descriptor.h"

#include "procbench/methods/creation.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

/* Descriptors kept free when the limit has to be raised. */
#define FD_RESERVE 64

/* Raises the limit no further than needed, because close=loop counts up to it. */
static void raise_limit(uint64_t wanted)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < wanted) {
		limit.rlim_cur = wanted < limit.rlim_max ? wanted : limit.rlim_max;
		setrlimit(RLIMIT_NOFILE, &limit);
	}
}

/* Close-on-exec, as in careful servers, and above the subject's own descriptors. */
static int build(const struct keys *keys, struct error *error)
{
	uint64_t count = keys->number[KEY_FDS];

	raise_limit(CREATION_FDS_KEPT + count + FD_RESERVE);
	for (uint64_t i = 0; i < count; i++)
		if (fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, CREATION_FDS_KEPT) < 0)
			return error_set(error, errno,
					 "fds: descriptor %" PRIu64 " of %" PRIu64
					 " failed: %s (see 'ulimit -Hn')",
					 i + 1, count, strerror(errno));
	return 0;
}

static int verify(const struct keys *keys, const struct shape_seen *before,
		  const struct shape_seen *now, struct error *error)
{
	return shape_expect("fds", keys->number[KEY_FDS], "open descriptors", before->descriptors,
			    now->descriptors, error);
}

/* Memory of the descriptor tables of parent and child; all descriptors share one open file. */
#define FILE_BYTES 64

static void needs(const struct keys *keys, uint64_t sums[CAPACITY_COUNT])
{
	shape_need(sums, CAPACITY_FILES, keys->number[KEY_FDS], 1);
	shape_need(sums, CAPACITY_MEMORY, keys->number[KEY_FDS], FILE_BYTES);
}

SHAPE(FDS) = {
	.needs = needs,
	.build = build,
	.stage = SHAPE_STAGE_STATE,
	.verify = verify,
	.sees = SHAPE_SEES_FDS,
};
