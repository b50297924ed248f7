/* shape_rss: memory of the parent, of the type set by backing=. */
#define _GNU_SOURCE
#include "shape_chunks.h"
#include "shape_descriptor.h"
#include "shape_memory.h"

#include "procbench/base/units.h"
#include "procbench/shapes/shape.h"
#include "procbench/sys/hugepages.h"

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

static int refuse(const struct keys *keys, int code, struct error *error)
{
	return error_set(error, code, "rss: cannot allocate %" PRIu64 " bytes (backing=%s): %s",
			 keys->number[KEY_RSS], keys->text[KEY_BACKING], strerror(code));
}

static void *map(uint64_t bytes, int flags, int fd)
{
	return mmap(NULL, bytes, PROT_READ | PROT_WRITE, flags, fd, 0);
}

static int build_small(const struct keys *keys, struct error *error)
{
	uint64_t bytes = keys->number[KEY_RSS], chunks = keys->number[KEY_CHUNKS];

	rss = chunks > 1 ? shape_chunks(bytes, chunks, error)
			 : shape_memory_private("rss", bytes, error);
	return rss ? 0 : -error->code;
}

/*
 * smaps does not show folios, so the system-wide counter is compared instead. Other processes may
 * also increase it, so this can miss a shortage but never reports a false one.
 */
static int expect_folios(const struct keys *keys, uint64_t given, struct error *error)
{
	uint64_t folio = keys->number[KEY_FOLIO];

	if (folio == 0)
		return 0;
	return shape_expect("rss", keys->number[KEY_RSS], "bytes in folios of that size", 0,
			    (hugepages_folios_given(folio) - given) * folio, error);
}

static int build_thp(const struct keys *keys, struct error *error)
{
	uint64_t given = hugepages_folios_given(keys->number[KEY_FOLIO]);
	int status = shape_memory_huge(&rss, keys->number[KEY_RSS]);

	return status < 0 ? refuse(keys, -status, error) : expect_folios(keys, given, error);
}

/* The pool is reserved here, so a shortage is an error now rather than a SIGBUS later. */
static int build_hugetlb(const struct keys *keys, struct error *error)
{
	uint64_t bytes = keys->number[KEY_RSS];
	int status;

	rss = map(bytes, MAP_PRIVATE | MAP_ANONYMOUS | MAP_HUGETLB, -1);
	if (rss == MAP_FAILED)
		return refuse(keys, errno, error);
	status = shape_memory_write(rss, bytes);
	return status < 0 ? refuse(keys, -status, error) : 0;
}

static int build_shared(const struct keys *keys, struct error *error)
{
	uint64_t bytes = keys->number[KEY_RSS];
	int status;

	rss = map(bytes, MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1);
	if (rss == MAP_FAILED)
		return refuse(keys, errno, error);
	madvise(rss, bytes, MADV_NOHUGEPAGE);
	status = shape_memory_write(rss, bytes);
	return status < 0 ? refuse(keys, -status, error) : 0;
}

/* An unnamed file in memory (memfd), so that it needs no disk and leaves nothing behind. */
static int build_file(const struct keys *keys, struct error *error)
{
	uint64_t bytes = keys->number[KEY_RSS];
	int fd = memfd_create("procbench-rss", MFD_CLOEXEC), status = 0;

	if (fd < 0 || ftruncate(fd, (off_t)bytes) < 0)
		status = -errno;
	if (status == 0 && (rss = map(bytes, MAP_PRIVATE | MAP_NORESERVE, fd)) == MAP_FAILED)
		status = -errno;
	if (fd >= 0)
		close(fd);
	if (status == 0) {
		madvise(rss, bytes, MADV_NOHUGEPAGE);
		status = shape_memory_read(rss, bytes);
	}
	return status < 0 ? refuse(keys, -status, error) : 0;
}

static int (*const builders[KEY_BACKING_COUNT])(const struct keys *keys, struct error *error) = {
	[KEY_BACKING_4K] = build_small,        [KEY_BACKING_THP] = build_thp,
	[KEY_BACKING_HUGETLB] = build_hugetlb, [KEY_BACKING_SHARED] = build_shared,
	[KEY_BACKING_FILE] = build_file,
};

static int build(const struct keys *keys, struct error *error)
{
	return builders[keys->number[KEY_BACKING]](keys, error);
}

/* khugepaged may have merged small pages, or memory pressure may have split huge ones. */
static int verify_small(const struct keys *keys, const struct shape_seen *before,
			const struct shape_seen *now, struct error *error)
{
	if (now->huge != SHAPE_UNSEEN && now->huge > before->huge + keys->number[KEY_THP])
		return error_set(error, EAGAIN,
				 "rss: expected small pages, found %" PRIu64
				 " bytes in transparent huge pages",
				 now->huge - before->huge - keys->number[KEY_THP]);
	return shape_memory_verify("rss", keys, before, now, error);
}

static int verify(const struct keys *keys, const struct shape_seen *before,
		  const struct shape_seen *now, struct error *error)
{
	uint64_t wanted = keys->number[KEY_RSS];

	switch (keys->number[KEY_BACKING]) {
	case KEY_BACKING_THP:
		if (keys->number[KEY_FOLIO] > 0)
			return shape_memory_verify("rss", keys, before, now, error);
		return shape_memory_verify_huge("rss", keys, before, now, error);
	case KEY_BACKING_HUGETLB:
		return shape_expect("rss", wanted, "bytes in hugetlb pages", before->pool,
				    now->pool, error);
	case KEY_BACKING_4K:
		return verify_small(keys, before, now, error);
	default:
		return shape_expect("rss", wanted, "bytes of resident memory", before->resident,
				    now->resident, error);
	}
}

/* Sizes are not rounded, so that the measured size is the requested one. */
static int probe(const struct method *method, const struct keys *keys, struct error *error)
{
	uint64_t unit = shape_memory_unit(keys);
	struct text page = {0};

	(void)method;
	if (keys->number[KEY_RSS] % unit == 0)
		return 0;
	units_add_bytes(&page, unit);
	keys_error(error, EINVAL, keys, KEY_RSS,
		   "is not a multiple of %s, the page size of backing=%s", text_string(&page),
		   keys->text[KEY_BACKING]);
	text_free(&page);
	return -EINVAL;
}

static void needs(const struct keys *keys, uint64_t sums[CAPACITY_COUNT])
{
	uint64_t bytes = keys->number[KEY_RSS], huge = hugepages_pool_bytes();

	if (keys->number[KEY_BACKING] != KEY_BACKING_HUGETLB)
		shape_need_private(sums, bytes);
	else if (huge > 0)
		shape_need(sums, CAPACITY_HUGE_PAGES, bytes / huge, 1);
}

SHAPE(RSS) = {
	.probe = probe,
	.needs = needs,
	.build = build,
	.stage = SHAPE_STAGE_MEMORY,
	.verify = verify,
	.sees = SHAPE_SEES_MEMORY,
};
