/* hugepages: how large huge pages are here, and whether there are any. */
#define _GNU_SOURCE
#include "procbench/sys/hugepages.h"

#include "procbench/sys/raw.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>

#define THP     "/sys/kernel/mm/transparent_hugepage/"
#define MEMINFO "/proc/meminfo"

/* "" where it cannot be read. */
static void read_text(const char *path, char *text, size_t size)
{
	long fd = sys_open(path, O_RDONLY | O_CLOEXEC);
	long n = fd < 0 ? 0 : sys_read((int)fd, text, size - 1);

	if (fd >= 0)
		sys_close((int)fd);
	text[n > 0 ? n : 0] = '\0';
}

uint64_t hugepages_thp_bytes(void)
{
	char text[32];
	uint64_t bytes;

	read_text(THP "hpage_pmd_size", text, sizeof(text));
	bytes = strtoull(text, NULL, 10);
	return bytes > 0 ? bytes : 2u << 20;
}

/* A number of /proc/meminfo; 0 where it has none of that name. */
static uint64_t meminfo(const char *name)
{
	char text[4096];
	const char *line;

	read_text(MEMINFO, text, sizeof(text));
	line = strstr(text, name);
	return line ? strtoull(line + strlen(name), NULL, 10) : 0;
}

uint64_t hugepages_pool_bytes(void)
{
	return meminfo("\nHugepagesize:") * 1024;
}

uint64_t hugepages_pool_free(void)
{
	uint64_t free_pages = meminfo("\nHugePages_Free:"), promised = meminfo("\nHugePages_Rsvd:");

	return free_pages > promised ? free_pages - promised : 0;
}

int hugepages_thp_probe(struct error *error)
{
	char text[64];

	read_text(THP "enabled", text, sizeof(text));
	if (!*text)
		return error_set(error, ENOTSUP, "this kernel has no transparent huge pages");
	if (!strstr(text, "[never]"))
		return 0;
	return error_set(error, ENOTSUP,
			 "transparent huge pages are switched off (echo madvise > " THP "enabled)");
}

int hugepages_pool_probe(struct error *error)
{
	if (hugepages_pool_bytes() == 0)
		return error_set(error, ENOTSUP, "this kernel has no pool of huge pages");
	if (hugepages_pool_free() == 0)
		return error_set(error, ENOMEM,
				 "the pool has no free huge page (sysctl -w vm.nr_hugepages=64)");
	return 0;
}
