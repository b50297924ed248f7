/*
 * shape_busyio: threads that fault in pages of a mapped file during the creations.
 *
 * The file is the subject's own program, so that none has to be made. Its pages are in the page
 * cache; each round maps the file anew and reads it, one fault after the other.
 */
#define _GNU_SOURCE
#include "shape_descriptor.h"
#include "shape_walkers.h"

#include "procbench/sys/raw.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* Of the file, at most; the kernel maps up to 16 pages per fault. */
#define REGION_BYTES_MAX (UINT64_C(1) << 20)

static int program = -1;
static size_t region_bytes;

static void fault_in(struct walkers_walk *walk)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	long region = sys_mmap(region_bytes, PROT_READ, MAP_PRIVATE, program, 0);
	const volatile char *memory = (const volatile char *)region;

	for (size_t at = 0; at < region_bytes && (region > 0 || region < -4095); at += page) {
		(void)memory[at];
		walkers_end_step(walk);
	}
	sys_munmap((void *)region, region_bytes);
}

/* Above the descriptors that the subject and its targets have. */
static int open_program(void)
{
	int fd = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
	struct stat seen;

	if (fd < 0 || fstat(fd, &seen) < 0)
		return -errno;
	region_bytes =
		(uint64_t)seen.st_size < REGION_BYTES_MAX ? (size_t)seen.st_size : REGION_BYTES_MAX;
	program = fcntl(fd, F_DUPFD_CLOEXEC, CREATION_FDS_KEPT);
	close(fd);
	return program < 0 ? -errno : 0;
}

static int build(const struct keys *keys, struct error *error)
{
	int status = open_program();

	if (status < 0)
		return error_set(error, -status, "busyio: cannot open '/proc/self/exe': %s",
				 strerror(-status));
	return walkers_start(keys, KEY_BUSYIO, fault_in, error);
}

static int verify(const struct keys *keys, const struct shape_seen *before,
		  const struct shape_seen *now, struct error *error)
{
	return walkers_verify(keys, KEY_BUSYIO, before, now, error);
}

static void needs(const struct keys *keys, uint64_t sums[CAPACITY_COUNT])
{
	walkers_need(sums, keys->number[KEY_BUSYIO]);
}

SHAPE(BUSYIO) = {
	.needs = needs,
	.build = build,
	.stage = SHAPE_STAGE_SLOW,
	.verify = verify,
	.sees = SHAPE_SEES_STATUS,
};
