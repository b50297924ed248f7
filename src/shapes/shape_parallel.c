/* shape_parallel: the number of concurrent parents, which the launcher starts. */
#include "shape_descriptor.h"

#include <errno.h>
#include <inttypes.h>
#include <sys/resource.h>

/* Descriptors that the controller needs per parent (arena, stamps, pidfd), and for itself. */
#define FDS_PER_PARENT 3
#define FDS_RESERVE    64

static int check(const struct method *method, const struct keys *keys, struct error *error)
{
	uint64_t count = keys->number[KEY_PARALLEL];

	(void)method;
	if (count >= 1 && count <= KEY_PARALLEL_MAX)
		return 0;
	return error_set(error, EINVAL, "parallel=%" PRIu64 " is out of range (expected 1 to %d)",
			 count, KEY_PARALLEL_MAX);
}

static int probe(const struct method *method, const struct keys *keys, struct error *error)
{
	uint64_t parents = keys->number[KEY_PARALLEL], fds = FDS_PER_PARENT * parents + FDS_RESERVE;
	struct rlimit limit;

	(void)method;
	if (getrlimit(RLIMIT_NOFILE, &limit) < 0 || fds <= limit.rlim_cur)
		return 0;
	return error_set(error, EMFILE,
			 "parallel=%" PRIu64 " needs %" PRIu64
			 " descriptors in the controller, but its limit is %" PRIu64
			 " (see 'ulimit -n')",
			 parents, fds, (uint64_t)limit.rlim_cur);
}

/* shape_needs() multiplies the needs of all keys by the number of parents. */
SHAPE(PARALLEL) = {.check = check, .probe = probe};
