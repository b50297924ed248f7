/* shape_memory: maps and populates memory of the parent. */
#define _GNU_SOURCE
#include "shape_memory.h"

#include "procbench/base/units.h"
#include "procbench/sys/hugepages.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* For libc headers that lack them. */
#ifndef MADV_POPULATE_READ
#define MADV_POPULATE_READ 22
#endif
#ifndef MADV_POPULATE_WRITE
#define MADV_POPULATE_WRITE 23
#endif

static void touch(volatile char *memory, uint64_t bytes, void (*one)(volatile char *byte))
{
	uint64_t page = (uint64_t)sysconf(_SC_PAGESIZE);

	for (uint64_t at = 0; at < bytes; at += page)
		one(memory + at);
}

static void write_one(volatile char *byte)
{
	*byte = 0;
}

static void read_one(volatile char *byte)
{
	(void)*byte;
}

/* EINVAL means an older kernel. After any other error, touching would raise SIGBUS. */
static int populate(void *memory, uint64_t bytes, int advice, void (*one)(volatile char *byte))
{
	if (madvise(memory, bytes, advice) == 0)
		return 0;
	if (errno != EINVAL)
		return -errno;
	touch(memory, bytes, one);
	return 0;
}

int shape_memory_write(void *memory, uint64_t bytes)
{
	return populate(memory, bytes, MADV_POPULATE_WRITE, write_one);
}

int shape_memory_read(void *memory, uint64_t bytes)
{
	return populate(memory, bytes, MADV_POPULATE_READ, read_one);
}

/* Uses small pages whatever the default for transparent huge pages is. */
void *shape_memory_private(const char *name, uint64_t bytes, struct error *error)
{
	void *memory = mmap(NULL, bytes, PROT_READ | PROT_WRITE,
			    MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	int status = memory == MAP_FAILED ? -errno : 0;

	if (status == 0) {
		madvise(memory, bytes, MADV_NOHUGEPAGE);
		status = shape_memory_write(memory, bytes);
	}
	if (status == 0)
		return memory;
	error_set(error, -status, "%s: cannot allocate %" PRIu64 " bytes of memory: %s", name,
		  bytes, strerror(-status));
	return NULL;
}

/* Unmaps the parts before and after the aligned one. */
static void *align(char *memory, uint64_t bytes, uint64_t unit)
{
	uint64_t before = -(uintptr_t)memory % unit;

	if (before > 0)
		munmap(memory, before);
	if (before < unit)
		munmap(memory + before + bytes, unit - before);
	return memory + before;
}

int shape_memory_huge(void **memory, uint64_t bytes)
{
	uint64_t unit = hugepages_thp_bytes();

	*memory = mmap(NULL, bytes + unit, PROT_READ | PROT_WRITE,
		       MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	if (*memory == MAP_FAILED)
		return -errno;
	*memory = align(*memory, bytes, unit);
	if (madvise(*memory, bytes, MADV_HUGEPAGE) < 0)
		return -errno;
	return shape_memory_write(*memory, bytes);
}

uint64_t shape_memory_unit(const struct keys *keys)
{
	uint64_t folio = keys->number[KEY_FOLIO];

	switch (keys->number[KEY_BACKING]) {
	case KEY_BACKING_THP:
		return folio > 0 ? folio : hugepages_thp_bytes();
	case KEY_BACKING_HUGETLB:
		return hugepages_pool_bytes() > 0 ? hugepages_pool_bytes() : 1;
	default:
		return 1;
	}
}

/* Pages from the first to the last that `key` writes; those of touch= may have others between. */
static uint64_t pages_spanned(const struct keys *keys, enum key key)
{
	uint64_t count = keys->number[key], span;

	if (key != KEY_TOUCH || count == 0)
		return count;
	if (__builtin_mul_overflow(count - 1, keys->number[KEY_STRIDE], &span))
		return UINT64_MAX;
	return span + 1;
}

int shape_memory_check_pages(const struct keys *keys, enum key key, struct error *error)
{
	uint64_t page = (uint64_t)sysconf(_SC_PAGESIZE), pages = keys->number[KEY_RSS] / page;
	uint64_t chunks = keys->number[KEY_CHUNKS], span = pages_spanned(keys, key);
	struct text what = {0}, wanted = {0};

	if (span <= (chunks > 1 ? pages / chunks : pages))
		return 0;
	text_printf(&what, "%s=%" PRIu64, key_table[key].name, keys->number[key]);
	if (span != keys->number[key])
		text_printf(&what, " with stride=%" PRIu64, keys->number[KEY_STRIDE]);
	if (chunks > 1) {
		error_set(error, EINVAL,
			  "%s exceeds the %" PRIu64
			  " pages of one chunk of rss= (use fewer chunks=)",
			  text_string(&what), pages / chunks);
	} else {
		units_add_bytes(&wanted, span > UINT64_MAX / page ? UINT64_MAX : span * page);
		error_set(error, EINVAL, "%s exceeds the %" PRIu64 " pages of rss= (use rss=%s)",
			  text_string(&what), pages, text_string(&wanted));
	}
	text_free(&wanted);
	text_free(&what);
	return -EINVAL;
}

int shape_memory_verify(const char *name, const struct keys *keys, const struct shape_seen *before,
			const struct shape_seen *now, struct error *error)
{
	uint64_t backing = keys->number[KEY_BACKING];
	uint64_t wanted = keys->number[KEY_DONTFORK] + keys->number[KEY_LOCKED] +
			  keys->number[KEY_THP] +
			  keys->number[KEY_DIRTY] * (uint64_t)sysconf(_SC_PAGESIZE);

	if (backing == KEY_BACKING_4K || backing == KEY_BACKING_THP)
		wanted += keys->number[KEY_RSS];
	return shape_expect(name, wanted, "bytes of private memory in all", before->anonymous,
			    now->anonymous, error);
}

int shape_memory_verify_huge(const char *name, const struct keys *keys,
			     const struct shape_seen *before, const struct shape_seen *now,
			     struct error *error)
{
	uint64_t wanted = keys->number[KEY_THP];

	if (keys->number[KEY_BACKING] == KEY_BACKING_THP && keys->number[KEY_FOLIO] == 0)
		wanted += keys->number[KEY_RSS];
	return shape_expect(name, wanted, "bytes in transparent huge pages in all", before->huge,
			    now->huge, error);
}

int shape_memory_verify_mappings(const char *name, const struct keys *keys,
				 const struct shape_seen *before, const struct shape_seen *now,
				 struct error *error)
{
	uint64_t chunks = keys->number[KEY_CHUNKS];

	return shape_expect(name, keys->number[KEY_VMAS] + (chunks > 1 ? chunks : 0),
			    "mappings in all", before->mappings, now->mappings, error);
}
