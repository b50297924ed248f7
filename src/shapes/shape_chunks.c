/* shape_chunks: private memory in chunks that share no page table. */
#define _GNU_SOURCE
#include "shape_chunks.h"
#include "shape_descriptor.h"
#include "shape_memory.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* Bytes mapped by one page table, with 4 KiB pages. */
#define TABLE_BYTES (UINT64_C(2) << 20)

struct chunks {
	uint64_t count, pages, page_bytes;
	uint64_t stride; /* distance between chunk starts, including the gap */
};

static uint64_t round_up(uint64_t bytes, uint64_t unit)
{
	return (bytes + unit - 1) / unit * unit;
}

static int fill(char *at, uint64_t bytes)
{
	madvise(at, bytes, MADV_NOHUGEPAGE);
	return shape_memory_write(at, bytes);
}

/* The gaps are unmapped, so that each chunk is a separate mapping. */
static int cut(const struct chunks *chunks, char *memory, char *end)
{
	char *at = (char *)(uintptr_t)round_up((uintptr_t)memory, TABLE_BYTES);
	char *used = memory; /* end of what has been used or unmapped */

	for (uint64_t i = 0; i < chunks->count; i++, at += chunks->stride) {
		uint64_t pages = chunks->pages / chunks->count;
		uint64_t bytes = (pages + (i < chunks->pages % chunks->count)) * chunks->page_bytes;
		int status;

		if (at > used && munmap(used, (size_t)(at - used)) < 0)
			return -errno;
		used = at + bytes;
		status = fill(at, bytes);
		if (status < 0)
			return status;
	}
	return munmap(used, (size_t)(end - used)) < 0 ? -errno : 0;
}

static void *refuse(uint64_t count, int code, struct error *error)
{
	error_set(error, code, "chunks: cannot create %" PRIu64 ": %s", count, strerror(code));
	return NULL;
}

void *shape_chunks(uint64_t bytes, uint64_t count, struct error *error)
{
	uint64_t page = (uint64_t)sysconf(_SC_PAGESIZE), room;
	struct chunks chunks = {count, round_up(bytes, page) / page, page, 0};
	char *memory;
	int status;

	chunks.stride = round_up((chunks.pages / count + 1) * page, TABLE_BYTES) + TABLE_BYTES;
	if (__builtin_mul_overflow(count + 1, chunks.stride, &room))
		return refuse(count, ENOMEM, error);
	memory = mmap(NULL, room, PROT_READ | PROT_WRITE,
		      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	if (memory == MAP_FAILED)
		return refuse(count, errno, error);
	status = cut(&chunks, memory, memory + room);
	if (status < 0)
		return refuse(count, -status, error);
	return (void *)(uintptr_t)round_up((uintptr_t)memory, TABLE_BYTES);
}

/* ---- the descriptor; shape_rss builds them ---- */

static int check(const struct method *method, const struct keys *keys, struct error *error)
{
	uint64_t page = (uint64_t)sysconf(_SC_PAGESIZE), count = keys->number[KEY_CHUNKS];

	(void)method;
	if (count > 1 && keys->number[KEY_BACKING] != KEY_BACKING_4K)
		return error_set(error, EINVAL,
				 "chunks=%" PRIu64 " cannot be combined with backing=%s: chunks "
				 "consist of small pages (remove one)",
				 count, keys->text[KEY_BACKING]);
	if (count <= keys->number[KEY_RSS] / page)
		return 0;
	return error_set(error, EINVAL,
			 "chunks=%" PRIu64 " exceeds the %" PRIu64
			 " pages of rss= (use a larger rss=)",
			 count, keys->number[KEY_RSS] / page);
}

/* Page tables of parent and child. */
static void needs(const struct keys *keys, uint64_t sums[CAPACITY_COUNT])
{
	uint64_t page = (uint64_t)sysconf(_SC_PAGESIZE), count = keys->number[KEY_CHUNKS];

	shape_need(sums, CAPACITY_MAPPINGS, count, 1);
	shape_need(sums, CAPACITY_MEMORY, count, 2 * page + SHAPE_MAPPING_BYTES);
}

static int verify(const struct keys *keys, const struct shape_seen *before,
		  const struct shape_seen *now, struct error *error)
{
	uint64_t tables = keys->number[KEY_CHUNKS] * (uint64_t)sysconf(_SC_PAGESIZE);
	int status = shape_memory_verify_mappings("chunks", keys, before, now, error);

	if (status < 0 || keys->number[KEY_CHUNKS] < 2)
		return status;
	return shape_expect("chunks", tables, "bytes of page tables", before->tables, now->tables,
			    error);
}

SHAPE(CHUNKS) = {
	.check = check,
	.needs = needs,
	.verify = verify,
	.sees = SHAPE_SEES_MAPPINGS | SHAPE_SEES_STATUS,
};
