/* copying: what a child of fork starts with: all memory of its parent, on the same pages. */
#define _GNU_SOURCE
#include "creating.h"
#include "isolated.h"

#include "procbench/claims/claims.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define MAPS "/proc/self/maps"

/* Bytes of each kind of memory that are compared, and of the list of mappings. */
#define REGION_BYTES 4096
#define MAPS_BYTES   65536

enum region { DATA, BSS, HEAP, STACK, MAPPING, REGIONS };

static const char *const region_words[REGIONS] = {
	[DATA] = "data",
	[BSS] = "bss",
	[HEAP] = "heap",
	[STACK] = "stack",
	[MAPPING] = "a private mapping",
};

enum copies_metric { SAME_REGIONS, SAME_MAPPINGS = REGIONS };

static const char *const copies_names[] = {"same_data",  "same_bss",     "same_heap",
					   "same_stack", "same_mapping", "same_list_of_mappings",
					   NULL};

static unsigned char data[REGION_BYTES] = {1}, bss[REGION_BYTES];

static struct report {
	unsigned char *regions[REGIONS];
	bool same[REGIONS];
	char parent_maps[MAPS_BYTES], child_maps[MAPS_BYTES];
	ssize_t parent_maps_bytes, child_maps_bytes;
	/* of the page of fork-pages: its entries of pagemap */
	volatile unsigned char *page;
	uint64_t child_first, child_written;
	struct child_failure failure;
} * report;

static unsigned char pattern(enum region region, size_t i)
{
	return (unsigned char)(i * 7 + region * 31 + 1);
}

/* Child-safe. */
static ssize_t read_maps(char *text)
{
	ssize_t length = 0;
	long got, fd = sys_open(MAPS, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return fd;
	while ((got = sys_read((int)fd, text + length, MAPS_BYTES - (size_t)length)) > 0)
		length += got;
	sys_close((int)fd);
	return got < 0 ? got : length;
}

static void compare(const struct creation *creation)
{
	(void)creation;
	for (int region = 0; region < REGIONS; region++) {
		report->same[region] = true;
		for (size_t i = 0; i < REGION_BYTES; i++)
			report->same[region] &= report->regions[region][i] == pattern(region, i);
	}
	report->child_maps_bytes = read_maps(report->child_maps);
}

static void *map_page(size_t bytes, struct error *error)
{
	void *memory =
		mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (memory != MAP_FAILED)
		return memory;
	error_set(error, errno, "cannot map memory: %s", strerror(errno));
	return NULL;
}

static int fill(unsigned char *stack, struct error *error)
{
	report = creating_share(sizeof(*report), error);
	if (!report)
		return -error->code;
	report->regions[DATA] = data;
	report->regions[BSS] = bss;
	report->regions[STACK] = stack;
	report->regions[HEAP] = malloc(REGION_BYTES);
	report->regions[MAPPING] = map_page(REGION_BYTES, error);
	for (int region = 0; region < REGIONS; region++) {
		if (!report->regions[region])
			return error_set(error, ENOMEM, "out of memory");
		for (size_t i = 0; i < REGION_BYTES; i++)
			report->regions[region][i] = pattern(region, i);
	}
	return 0;
}

static int copy(struct claim_metric *metrics, struct error *error)
{
	static creation_step *const steps[] = {compare, NULL};
	unsigned char stack[REGION_BYTES];
	struct created created;
	int status = fill(stack, error);

	if (status < 0)
		return status;
	report->parent_maps_bytes = read_maps(report->parent_maps);
	status = creating_run(&created, "fork", NULL, steps, error);
	for (int region = 0; region < REGIONS; region++)
		metrics[region].number = report->same[region];
	if (report->parent_maps_bytes > 0 && report->child_maps_bytes > 0)
		metrics[SAME_MAPPINGS].number =
			report->parent_maps_bytes == report->child_maps_bytes &&
			memcmp(report->parent_maps, report->child_maps,
			       (size_t)report->parent_maps_bytes) == 0;
	free(report->regions[HEAP]);
	return status;
}

static int try_fork_copies(const struct claim_bench *bench, struct claim_metric *metrics,
			   struct error *error)
{
	return run_isolated(bench, copy, metrics, error);
}

static enum claim_verdict judge_fork_copies(const struct claim_metric *metrics,
					    struct text *explanation)
{
	double mappings = metrics[SAME_MAPPINGS].number;
	bool is_complete = true;

	text_add(explanation, "Memory whose contents are the same in the child:");
	for (int region = 0; region < REGIONS; region++) {
		bool same = metrics[region].number == 1;

		is_complete &= same;
		text_printf(explanation, "%s %s %s", region > 0 ? "," : "", region_words[region],
			    same ? "yes" : "no");
	}
	text_printf(explanation, ". The child's list of mappings (" MAPS ") %s.",
		    isnan(mappings) ? "could not be read"
		    : mappings == 1 ? "is the same as its parent's"
				    : "differs from its parent's");
	if (!is_complete || mappings == 0)
		return CLAIM_FAILS;
	return isnan(mappings) ? CLAIM_UNKNOWN : CLAIM_HOLDS;
}

const struct claim claim_fork_copies = {
	.name = "fork-copies",
	.statement = "the child of fork starts with a complete copy of its parent's address space",
	.kind = CLAIM_SEMANTIC,
	.metrics = copies_names,
	.experiment = try_fork_copies,
	.judge = judge_fork_copies,
};

/* ---- on the same pages ---- */

#define PAGEMAP "/proc/self/pagemap"

/* Of an entry of pagemap: whether the page is in memory, and its frame, 0 without permission. */
#define IN_MEMORY  (UINT64_C(1) << 63)
#define FRAME_BITS ((UINT64_C(1) << 55) - 1)

enum pages_metric { FRAME_PARENT, FRAME_FIRST, FRAME_WRITTEN, FRAME_PARENT_LATER };

static const char *const pages_names[] = {"frame_in_parent", "frame_in_child",
					  "frame_in_child_after_write",
					  "frame_in_parent_after_write", NULL};

/* The frame of the page, or -errno. Child-safe. */
static long find_frame(uint64_t *frame)
{
	uint64_t entry = 0;
	off_t at =
		(off_t)((uintptr_t)report->page / (uintptr_t)sysconf(_SC_PAGESIZE) * sizeof(entry));
	long fd = sys_open(PAGEMAP, O_RDONLY | O_CLOEXEC);
	ssize_t got;

	if (fd < 0)
		return fd;
	got = pread((int)fd, &entry, sizeof(entry), at);
	sys_close((int)fd);
	if (got != sizeof(entry))
		return -EIO;
	*frame = entry & FRAME_BITS;
	if (!(entry & IN_MEMORY))
		return -ENODATA;
	return *frame ? 0 : -EPERM;
}

static void find_frames(const struct creation *creation)
{
	long status;

	(void)creation;
	(void)*report->page;
	status = find_frame(&report->child_first);
	*report->page = 2;
	if (status == 0)
		status = find_frame(&report->child_written);
	creating_note(&report->failure, "read frame numbers from " PAGEMAP, status);
}

static int look_at_pages(struct claim_metric *metrics, struct error *error)
{
	static creation_step *const steps[] = {find_frames, NULL};
	uint64_t parent = 0, later = 0;
	struct created created;
	int status;

	report = creating_share(sizeof(*report), error);
	if (!report)
		return -error->code;
	report->page = map_page(SYS_PAGE_BYTES_MAX, error);
	if (!report->page)
		return -error->code;
	*report->page = 1;
	status = (int)find_frame(&parent);
	if (status < 0)
		return error_set(error, -status, PAGEMAP " shows no frame number: %s%s",
				 strerror(-status), status == -EPERM ? " (needs root)" : "");
	status = creating_run(&created, "fork", NULL, steps, error);
	if (status == 0)
		status = creating_check(&report->failure, error);
	if (status == 0 && find_frame(&later) < 0)
		status = error_set(error, EAGAIN, "the kernel reclaimed the page");
	metrics[FRAME_PARENT].number = (double)parent;
	metrics[FRAME_FIRST].number = (double)report->child_first;
	metrics[FRAME_WRITTEN].number = (double)report->child_written;
	metrics[FRAME_PARENT_LATER].number = (double)later;
	return status;
}

static int try_fork_pages(const struct claim_bench *bench, struct claim_metric *metrics,
			  struct error *error)
{
	return run_isolated(bench, look_at_pages, metrics, error);
}

static enum claim_verdict judge_fork_pages(const struct claim_metric *metrics,
					   struct text *explanation)
{
	double parent = metrics[FRAME_PARENT].number;

	text_printf(explanation,
		    "The page frame is %.0f in the parent and %.0f in the child. After the child "
		    "wrote to it, it is %.0f in the child and %.0f in the parent.",
		    parent, metrics[FRAME_FIRST].number, metrics[FRAME_WRITTEN].number,
		    metrics[FRAME_PARENT_LATER].number);
	if (metrics[FRAME_PARENT_LATER].number != parent) {
		text_add(explanation, " The kernel moved the page meanwhile.");
		return CLAIM_UNKNOWN;
	}
	return metrics[FRAME_FIRST].number == parent && metrics[FRAME_WRITTEN].number != parent
		       ? CLAIM_HOLDS
		       : CLAIM_FAILS;
}

const struct claim claim_fork_pages = {
	.name = "fork-pages",
	.statement = "parent and child of fork share physical pages; a page is copied when one of "
		     "them writes to it",
	.kind = CLAIM_SEMANTIC,
	.metrics = pages_names,
	.experiment = try_fork_pages,
	.judge = judge_fork_pages,
};
