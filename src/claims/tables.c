/*
 * tables: whether vfork makes page tables.
 *
 * The kernel reports their size (VmPTE). Where the child writes to new places, page tables are
 * added; with vfork, they are its parent's afterwards.
 */
#define _GNU_SOURCE
#include "creating.h"
#include "isolated.h"

#include "procbench/claims/claims.h"

#include <errno.h>
#include <math.h>
#include <stddef.h>
#include <sys/mman.h>
#include <unistd.h>

#define MEMORY_BYTES ((size_t)64 << 20)
#define WRITTEN      64 /* pages of it that each child writes */

/* The most that one page table covers with any page size: each place needs a new one. */
#define PLACE_BYTES ((size_t)512 << 20)
#define PLACES      8

#define STATUS "/proc/self/status"

enum tables_metric {
	PARENT,
	/* of a child of each method: its page tables, its faults, what it adds to its parent's */
	IN_FORK,
	FORK_FAULTS,
	FORK_ADDED,
	IN_VFORK,
	VFORK_FAULTS,
	VFORK_ADDED
};

static const char *const tables_names[] = {"parent_page_tables_kib",
					   "page_tables_in_fork_child_kib",
					   "fork_child_faults",
					   "added_to_parent_by_fork_child_kib",
					   "page_tables_in_vfork_child_kib",
					   "vfork_child_faults",
					   "added_to_parent_by_vfork_child_kib",
					   NULL};

static struct {
	char *memory;
	char *places;
	size_t page_bytes;
	long *child_kib; /* shared */
} tables;

static double known(long kib)
{
	return kib < 0 ? NAN : (double)kib;
}

static void look(const struct creation *creation)
{
	(void)creation;
	*tables.child_kib = creating_status_number(STATUS, "VmPTE", 10);
}

static void write_pages(const struct creation *creation)
{
	(void)creation;
	for (size_t i = 0; i < WRITTEN; i++)
		((volatile char *)tables.memory)[i * tables.page_bytes] = 2;
}

static void reach_out(const struct creation *creation)
{
	(void)creation;
	for (size_t i = 0; i < PLACES; i++)
		((volatile char *)tables.places)[i * PLACE_BYTES] = 1;
}

static void *map(size_t bytes, int flags)
{
	void *memory = mmap(NULL, bytes, PROT_READ | PROT_WRITE,
			    MAP_PRIVATE | MAP_ANONYMOUS | flags, -1, 0);

	if (memory == MAP_FAILED)
		return NULL;
	madvise(memory, bytes, MADV_NOHUGEPAGE); /* a huge page needs no table of its own */
	return memory;
}

/* Fresh for each method: an earlier child leaves page tables behind. */
static int set_up(struct error *error)
{
	tables.memory = map(MEMORY_BYTES, 0);
	tables.places = map(PLACES * PLACE_BYTES, MAP_NORESERVE);
	if (!tables.memory || !tables.places)
		return error_set(error, ENOMEM, "cannot map %zu MiB", MEMORY_BYTES >> 20);
	for (size_t at = 0; at < MEMORY_BYTES; at += tables.page_bytes)
		tables.memory[at] = 1;
	return 0;
}

static void tear_down(void)
{
	if (tables.memory)
		munmap(tables.memory, MEMORY_BYTES);
	if (tables.places)
		munmap(tables.places, PLACES * PLACE_BYTES);
}

/* The page tables and faults of a child of that method, and what it adds to its parent's. */
static int examine(const char *method, struct claim_metric *in_child, struct claim_metric *faults,
		   struct claim_metric *added, struct error *error)
{
	static creation_step *const writing[] = {write_pages, look, NULL};
	static creation_step *const reaching[] = {reach_out, NULL};
	struct created created;
	long before = creating_status_number(STATUS, "VmPTE", 10), after;
	int status = creating_run(&created, method, NULL, writing, error);

	if (status < 0)
		return status;
	in_child->number = known(*tables.child_kib);
	faults->number = (double)created.reaped.usage.ru_minflt;
	status = creating_run(&created, method, NULL, reaching, error);
	after = creating_status_number(STATUS, "VmPTE", 10);
	added->number = before < 0 || after < 0 ? NAN : (double)(after - before);
	return status;
}

static int examine_fresh(const char *method, struct claim_metric *metrics, int first,
			 struct error *error)
{
	int status = set_up(error);

	metrics[PARENT].number = known(creating_status_number(STATUS, "VmPTE", 10));
	if (status == 0 && isnan(metrics[PARENT].number))
		status = error_set(
			error, ENODATA,
			"/proc/self/status does not show VmPTE, the size of the page tables");
	if (status == 0)
		status = examine(method, &metrics[first], &metrics[first + 1], &metrics[first + 2],
				 error);
	tear_down();
	return status;
}

static int examine_both(struct claim_metric *metrics, struct error *error)
{
	int status;

	tables.page_bytes = (size_t)sysconf(_SC_PAGESIZE);
	tables.child_kib = creating_share(sizeof(*tables.child_kib), error);
	if (!tables.child_kib)
		return -error->code;
	status = examine_fresh("vfork", metrics, IN_VFORK, error);
	return status == 0 ? examine_fresh("fork", metrics, IN_FORK, error) : status;
}

static int try_vfork_tables(const struct claim_bench *bench, struct claim_metric *metrics,
			    struct error *error)
{
	return run_isolated(bench, examine_both, metrics, error);
}

static enum claim_verdict judge_vfork_tables(const struct claim_metric *metrics,
					     struct text *explanation)
{
	/* fork's child faults once per page written; the bounds leave room on both sides */
	bool same_tables = metrics[VFORK_ADDED].number > 0;
	bool own_tables = metrics[FORK_ADDED].number < metrics[VFORK_ADDED].number / 2;
	bool no_copies = metrics[VFORK_FAULTS].number < WRITTEN / 4.0;

	text_printf(explanation,
		    "The parent has %.0f KiB of page tables. fork's child got %.0f KiB of its own "
		    "and took %.0f page faults to write %d pages; vfork's child took %.0f. Where "
		    "new page tables were needed, vfork's child added %.0f KiB to its parent's and "
		    "fork's child %.0f KiB: %s.",
		    metrics[PARENT].number, metrics[IN_FORK].number, metrics[FORK_FAULTS].number,
		    WRITTEN, metrics[VFORK_FAULTS].number, metrics[VFORK_ADDED].number,
		    metrics[FORK_ADDED].number,
		    same_tables ? "vfork's child uses its parent's tables"
				: "vfork's child has its own tables");
	if (isnan(metrics[VFORK_ADDED].number) || isnan(metrics[FORK_ADDED].number))
		return CLAIM_UNKNOWN;
	return same_tables && own_tables && no_copies ? CLAIM_HOLDS : CLAIM_FAILS;
}

const struct claim claim_vfork_tables = {
	.name = "vfork-tables",
	.statement = "vfork creates no new page tables",
	.kind = CLAIM_SEMANTIC,
	.metrics = tables_names,
	.experiment = try_vfork_tables,
	.judge = judge_vfork_tables,
};
