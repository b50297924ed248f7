/* shape: the parent's state, put up in the subject before its first creation. */
#define _GNU_SOURCE
#include "procbench/subject/shape.h"

#include "zombies.h"

#include "procbench/subject/arena.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

static void *map_private(uint64_t bytes)
{
	return mmap(NULL, bytes, PROT_READ | PROT_WRITE,
		    MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
}

static void *rss;

void *shape_rss(void)
{
	return rss;
}

/* One byte written a page; in 4 KiB pages whatever the machine's default for huge ones is. */
static int build_rss(uint64_t bytes, struct error *error)
{
	uint64_t page = (uint64_t)sysconf(_SC_PAGESIZE);
	volatile char *memory = map_private(bytes);

	if (memory == MAP_FAILED)
		return error_set(error, errno, "rss: cannot map %" PRIu64 " bytes: %s", bytes,
				 strerror(errno));
	madvise((void *)memory, bytes, MADV_NOHUGEPAGE);
	for (uint64_t at = 0; at < bytes; at += page)
		memory[at] = 1;
	rss = (void *)memory;
	return 0;
}

/*
 * Neighbouring pages that differ in protection cannot merge. The first page stays without access
 * and the last is read-only, unlike what mappings outside the block are, so the ends do not merge
 * either.
 */
static int build_vmas(uint64_t count, struct error *error)
{
	static const int protections[] = {PROT_READ, PROT_READ | PROT_WRITE};
	uint64_t page = (uint64_t)sysconf(_SC_PAGESIZE);
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

/* Descriptors that are left to everybody else when the limit has to be raised. */
#define FD_RESERVE 64

/* As far as needed, for the limit is what close=loop counts up to, and an ordinary user may. */
static void raise_fd_limit(uint64_t wanted)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < wanted) {
		limit.rlim_cur = wanted < limit.rlim_max ? wanted : limit.rlim_max;
		setrlimit(RLIMIT_NOFILE, &limit);
	}
}

/* Close-on-exec, as careful servers open theirs; above the places of descriptors of ours. */
static int build_fds(uint64_t count, struct error *error)
{
	raise_fd_limit(ARENA_FD_FREE + count + FD_RESERVE);
	for (uint64_t i = 0; i < count; i++)
		if (fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, ARENA_FD_FREE) < 0)
			return error_set(error, errno,
					 "fds: descriptor %" PRIu64 " of %" PRIu64
					 " failed: %s (see 'ulimit -Hn')",
					 i + 1, count, strerror(errno));
	return 0;
}

static const struct {
	enum key key;
	int (*build)(uint64_t value, struct error *error);
} builders[] = {
	{KEY_RSS, build_rss},
	{KEY_VMAS, build_vmas},
	{KEY_FDS, build_fds},
	{KEY_ZOMBIES, zombies_build},
};

int shape_build(const struct keys *keys, struct error *error)
{
	int status = 0;

	for (size_t i = 0; i < sizeof(builders) / sizeof(builders[0]) && status == 0; i++)
		if (keys->number[builders[i].key] > 0)
			status = builders[i].build(keys->number[builders[i].key], error);
	return status;
}
