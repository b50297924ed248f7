/* shape_vmas: mappings of the parent that cannot merge. */
#define _GNU_SOURCE
#include "shape_parts.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/*
 * Neighbouring pages that differ in protection cannot merge. The first page stays without access
 * and the last is read-only, unlike what mappings outside the block are, so the ends do not merge
 * either.
 */
static int build(const struct keys *keys, struct error *error)
{
	static const int protections[] = {PROT_READ, PROT_READ | PROT_WRITE};
	uint64_t count = keys->number[KEY_VMAS], page = (uint64_t)sysconf(_SC_PAGESIZE);
	char *block = mmap(NULL, count * page, PROT_NONE,
			   MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

	if (block == MAP_FAILED)
		return error_set(error, errno, "vmas: cannot map %" PRIu64 " pages: %s", count,
				 strerror(errno));
	for (uint64_t i = 1; i < count; i++)
		if (mprotect(block + i * page, page, protections[(count - 1 - i) % 2]) < 0)
			return error_set(error, errno,
					 "vmas: mapping %" PRIu64 " of %" PRIu64
					 " failed: %s (see /proc/sys/vm/max_map_count)",
					 i, count, strerror(errno));
	return 0;
}

static int verify(const struct keys *keys, const struct shape_seen *before,
		  const struct shape_seen *now, struct error *error)
{
	return shape_expect("vmas", keys->number[KEY_VMAS], "mappings", before->mappings,
			    now->mappings, error);
}

const struct shape_part shape_part_vmas = {KEY_VMAS, build, SHAPE_SEES_MAPPINGS, verify};
