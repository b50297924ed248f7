/* hugepages: size and availability of huge pages. */
#define _GNU_SOURCE
#include "procbench/sys/hugepages.h"

#include "procbench/sys/proc_text.h"

#include <errno.h>
#include <inttypes.h>
#include <stdbool.h>
#include <string.h>

#define THP "/sys/kernel/mm/transparent_hugepage/"

uint64_t hugepages_thp_bytes(void)
{
	uint64_t bytes = proc_text_read_number(THP "hpage_pmd_size");

	return bytes > 0 && bytes != PROC_TEXT_NONE ? bytes : 2u << 20;
}

/* Formats the path of a file for one folio size, without stdio. */
static void read_of_size(uint64_t bytes, const char *file, char *text, size_t size)
{
	char path[128] = THP "hugepages-", digits[24];
	uint64_t kib = bytes / 1024;
	char *at = digits + sizeof(digits) - 1;

	*at = '\0';
	do
		*--at = (char)('0' + kib % 10);
	while ((kib /= 10) > 0);
	strcat(path, at);
	strcat(path, "kB/");
	strcat(path, file);
	proc_text_read(path, text, size);
}

/* Whether madvised memory may get folios of that size. */
static bool folio_is_given(uint64_t bytes)
{
	char text[64];

	read_of_size(bytes, "enabled", text, sizeof(text));
	if (strstr(text, "[inherit]"))
		proc_text_read(THP "enabled", text, sizeof(text));
	return strstr(text, "[always]") || strstr(text, "[madvise]");
}

uint64_t hugepages_folios_given(uint64_t bytes)
{
	char text[32];

	read_of_size(bytes, "stats/anon_fault_alloc", text, sizeof(text));
	return proc_text_digits(text, 10);
}

int hugepages_folio_probe(uint64_t bytes, struct error *error)
{
	char text[64];

	read_of_size(bytes, "stats/anon_fault_alloc", text, sizeof(text));
	if (!*text || bytes % 1024 != 0)
		return error_set(
			error, ENOTSUP,
			"this kernel does not support or count folios of that size (see " THP
			"; Linux 6.10)");
	if (!folio_is_given(bytes))
		return error_set(error, ENOTSUP,
				 "folios of that size are disabled (echo madvise > " THP
				 "hugepages-%" PRIu64 "kB/enabled)",
				 bytes / 1024);
	for (uint64_t larger = 2 * bytes; larger <= hugepages_thp_bytes(); larger *= 2)
		if (folio_is_given(larger))
			return error_set(error, ENOTSUP,
					 "larger folios take precedence (echo never > " THP
					 "hugepages-%" PRIu64 "kB/enabled)",
					 larger / 1024);
	return 0;
}

/* A number of /proc/meminfo; 0 if it is missing. */
static uint64_t meminfo(const char *name)
{
	char text[4096];
	uint64_t number;

	proc_text_read("/proc/meminfo", text, sizeof(text));
	number = proc_text_number(text, name, 10);
	return number == PROC_TEXT_NONE ? 0 : number;
}

uint64_t hugepages_pool_bytes(void)
{
	return meminfo("Hugepagesize") * 1024;
}

uint64_t hugepages_pool_free(void)
{
	uint64_t free_pages = meminfo("HugePages_Free"), promised = meminfo("HugePages_Rsvd");

	return free_pages > promised ? free_pages - promised : 0;
}

int hugepages_thp_probe(struct error *error)
{
	char text[64], of_size[64];

	proc_text_read(THP "enabled", text, sizeof(text));
	if (!*text)
		return error_set(error, ENOTSUP, "this kernel has no transparent huge pages");
	read_of_size(hugepages_thp_bytes(), "enabled", of_size, sizeof(of_size));
	if (strstr(of_size, "[never]"))
		return error_set(error, ENOTSUP,
				 "huge pages are disabled; smaller folios may be enabled (echo "
				 "inherit > " THP "hugepages-%" PRIu64 "kB/enabled)",
				 hugepages_thp_bytes() / 1024);
	if (!strstr(text, "[never]") || strstr(of_size, "[always]") || strstr(of_size, "[madvise]"))
		return 0;
	return error_set(error, ENOTSUP,
			 "transparent huge pages are disabled (echo madvise > " THP "enabled)");
}

int hugepages_pool_probe(struct error *error)
{
	if (hugepages_pool_bytes() == 0)
		return error_set(error, ENOTSUP, "this kernel does not support hugetlb pages");
	if (hugepages_pool_free() == 0)
		return error_set(error, ENOMEM,
				 "no free hugetlb page (sysctl -w vm.nr_hugepages=64)");
	return 0;
}
