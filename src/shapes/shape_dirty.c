/* shape_dirty: mappings of vmas= whose page has been written; shape_vmas builds them. */
#include "shape_descriptor.h"
#include "shape_memory.h"

#include <errno.h>
#include <inttypes.h>
#include <unistd.h>

static int check(const struct method *method, const struct keys *keys, struct error *error)
{
	(void)method;
	if (keys->number[KEY_DIRTY] <= keys->number[KEY_VMAS])
		return 0;
	return error_set(error, EINVAL,
			 "dirty=%" PRIu64 " exceeds vmas=%" PRIu64 " (use vmas=%" PRIu64 ")",
			 keys->number[KEY_DIRTY], keys->number[KEY_VMAS], keys->number[KEY_DIRTY]);
}

static void needs(const struct keys *keys, uint64_t sums[CAPACITY_COUNT])
{
	shape_need(sums, CAPACITY_MEMORY, keys->number[KEY_DIRTY], (uint64_t)sysconf(_SC_PAGESIZE));
}

static int verify(const struct keys *keys, const struct shape_seen *before,
		  const struct shape_seen *now, struct error *error)
{
	return shape_memory_verify("dirty", keys, before, now, error);
}

SHAPE(DIRTY) = {
	.check = check,
	.needs = needs,
	.verify = verify,
	.sees = SHAPE_SEES_MEMORY,
};
