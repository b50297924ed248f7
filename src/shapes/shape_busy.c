/* shape_busy: threads that map and write memory during the creations. */
#define _GNU_SOURCE
#include "shape_descriptor.h"
#include "shape_walkers.h"

#include "procbench/sys/raw.h"

#include <sys/mman.h>
#include <unistd.h>

/* Written per mapping. */
#define REGION_PAGES 64

static void map_and_write(struct walkers_walk *walk)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE), bytes = REGION_PAGES * page;
	long region = sys_mmap(bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	volatile char *memory = (volatile char *)region;

	for (size_t at = 0; at < bytes && (region > 0 || region < -4095); at += page) {
		memory[at] = 1;
		walkers_end_step(walk);
	}
	sys_munmap((void *)memory, bytes);
}

static int build(const struct keys *keys, struct error *error)
{
	return walkers_start(keys, KEY_BUSY, map_and_write, error);
}

static int verify(const struct keys *keys, const struct shape_seen *before,
		  const struct shape_seen *now, struct error *error)
{
	return walkers_verify(keys, KEY_BUSY, before, now, error);
}

static void needs(const struct keys *keys, uint64_t sums[CAPACITY_COUNT])
{
	walkers_need(sums, keys->number[KEY_BUSY]);
}

SHAPE(BUSY) = {
	.needs = needs,
	.build = build,
	.stage = SHAPE_STAGE_SLOW,
	.verify = verify,
	.sees = SHAPE_SEES_STATUS,
};
