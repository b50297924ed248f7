/* shape_vmas: mappings of the parent that cannot merge. */
#define _GNU_SOURCE
#include "shape_descriptor.h"
#include "shape_memory.h"

#include <errno.h>
#include <inttypes.h>
#include <stdbool.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/*
 * Adjacent pages with different protection cannot merge. The first page has no access and the last
 * is read-only, so that the ends do not merge with mappings outside the block.
 */
static int protect(char *at, uint64_t page, int protection, bool dirty)
{
	if (dirty) {
		if (mprotect(at, page, PROT_READ | PROT_WRITE) < 0)
			return -errno;
		*at = 1;
	}
	return mprotect(at, page, protection) < 0 ? -errno : 0;
}

static int build(const struct keys *keys, struct error *error)
{
	static const int protections[] = {PROT_READ, PROT_READ | PROT_WRITE};
	uint64_t count = keys->number[KEY_VMAS], page = (uint64_t)sysconf(_SC_PAGESIZE);
	uint64_t clean = count - keys->number[KEY_DIRTY];
	char *block = mmap(NULL, count * page, PROT_NONE,
			   MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

	if (block == MAP_FAILED)
		return error_set(error, errno, "vmas: cannot map %" PRIu64 " pages: %s", count,
				 strerror(errno));
	for (uint64_t i = 0; i < count; i++) {
		int protection = i == 0 ? PROT_NONE : protections[(count - 1 - i) % 2];
		int status = protect(block + i * page, page, protection, i >= clean);

		if (status < 0)
			return error_set(error, -status,
					 "vmas: mapping %" PRIu64 " of %" PRIu64
					 " failed: %s (see /proc/sys/vm/max_map_count)",
					 i, count, strerror(-status));
	}
	return 0;
}

static int verify(const struct keys *keys, const struct shape_seen *before,
		  const struct shape_seen *now, struct error *error)
{
	return shape_memory_verify_mappings("vmas", keys, before, now, error);
}

static void needs(const struct keys *keys, uint64_t sums[CAPACITY_COUNT])
{
	shape_need(sums, CAPACITY_MAPPINGS, keys->number[KEY_VMAS], 1);
	shape_need(sums, CAPACITY_MEMORY, keys->number[KEY_VMAS], SHAPE_MAPPING_BYTES);
}

SHAPE(VMAS) = {
	.needs = needs,
	.build = build,
	.stage = SHAPE_STAGE_STATE,
	.verify = verify,
	.sees = SHAPE_SEES_MAPPINGS,
};
