/* shape_rss: private memory of the parent. */
#define _GNU_SOURCE
#include "shape_parts.h"

#include "procbench/subject/shape.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static void *rss;

void *shape_rss(void)
{
	return rss;
}

/* One byte written a page; in 4 KiB pages whatever the machine's default for huge ones is. */
static int build(const struct keys *keys, struct error *error)
{
	uint64_t bytes = keys->number[KEY_RSS], page = (uint64_t)sysconf(_SC_PAGESIZE);
	volatile char *memory = mmap(NULL, bytes, PROT_READ | PROT_WRITE,
				     MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

	if (memory == MAP_FAILED)
		return error_set(error, errno, "rss: cannot map %" PRIu64 " bytes: %s", bytes,
				 strerror(errno));
	madvise((void *)memory, bytes, MADV_NOHUGEPAGE);
	for (uint64_t at = 0; at < bytes; at += page)
		memory[at] = 1;
	rss = (void *)memory;
	return 0;
}

const struct shape_part shape_part_rss = {KEY_RSS, build};
