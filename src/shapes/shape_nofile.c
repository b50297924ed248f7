/* shape_nofile: the soft limit of open files. */
#define _GNU_SOURCE
#include "shape_descriptor.h"
#include "shape_descriptors.h"

#include "procbench/methods/creation.h"
#include "procbench/sys/proc_text.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include <sys/resource.h>

/* Descriptors that the subject needs beside those of the keys. */
#define OWN_MOST 100

static int check(const struct method *method, const struct keys *keys, struct error *error)
{
	uint64_t least = shape_descriptors_count(keys) + OWN_MOST;

	(void)method;
	if (keys->number[KEY_NOFILE] >= least)
		return 0;
	return error_set(error, EINVAL,
			 "nofile=%" PRIu64 " leaves too few descriptors to the parent (at least "
			 "%" PRIu64 ")",
			 keys->number[KEY_NOFILE], least);
}

/* Raises the hard limit too, where that is needed and permitted. */
static int build(const struct keys *keys, struct error *error)
{
	uint64_t wanted = keys->number[KEY_NOFILE];
	struct rlimit limit, raised;

	if (getrlimit(RLIMIT_NOFILE, &limit) < 0)
		return error_set(error, errno, "nofile: getrlimit: %s", strerror(errno));
	raised.rlim_cur = wanted;
	raised.rlim_max = wanted > limit.rlim_max ? wanted : limit.rlim_max;
	if (setrlimit(RLIMIT_NOFILE, &raised) == 0)
		return 0;
	return error_set(error, errno,
			 "nofile: cannot raise the limit to %" PRIu64
			 ": %s (the hard limit is %" PRIu64 ", fs.nr_open is %" PRIu64 ")",
			 wanted, strerror(errno), (uint64_t)limit.rlim_max,
			 proc_text_read_number("/proc/sys/fs/nr_open"));
}

static int verify(const struct keys *keys, const struct shape_seen *before,
		  const struct shape_seen *now, struct error *error)
{
	struct rlimit limit;

	(void)before;
	(void)now;
	if (getrlimit(RLIMIT_NOFILE, &limit) < 0 || limit.rlim_cur == keys->number[KEY_NOFILE])
		return 0;
	return error_set(error, EAGAIN, "nofile: expected a limit of %" PRIu64 ", found %" PRIu64,
			 keys->number[KEY_NOFILE], (uint64_t)limit.rlim_cur);
}

SHAPE(NOFILE) = {
	.check = check,
	.build = build,
	.stage = SHAPE_STAGE_SLOW,
	.verify = verify,
};
