/* published_kinds: published results about how fork copies memory of different kinds. */
#include "shapes.h"

#include <math.h>
#include <stdbool.h>

/* ---- folios ---- */

#define FOLIO_ROW(kib, published)                                                         \
	{                                                                                 \
		"the same, " kib " KiB folios", "fork:backing=thp,folio=" kib "K,rss=1G", \
			SPAN_CALL, 0, published, SHAPES_NEEDS(1024)                       \
	}

static const struct reproduce_row folio_rows[] = {
	{"fork() of 1 GiB, 4 KiB folios", "fork:rss=1G", SPAN_CALL, 0, 14.3e6, SHAPES_NEEDS(1024)},
	FOLIO_ROW("16", NAN),
	FOLIO_ROW("64", NAN),
	FOLIO_ROW("512", 9.85e6),
	{"the same, huge pages (thp)", "fork:backing=thp,rss=1G", SPAN_CALL, 0, NAN,
	 SHAPES_NEEDS(1024)},
};

enum { FOLIO_SMALL, FOLIO_16K, FOLIO_64K, FOLIO_512K, FOLIO_HUGE };

static size_t judge_folios(const struct reproduce_value *values, struct reproduce_shape *shapes)
{
	bool offered = !isnan(values[FOLIO_512K].ns);

	shapes[0] = shapes_ratio(&values[offered ? FOLIO_512K : FOLIO_HUGE], &values[FOLIO_SMALL],
				 offered ? "fork(): 512 KiB folios / 4 KiB pages"
					 : "fork(): huge pages / 4 KiB pages",
				 "512 KiB: 9.85 ms / 14.3 ms = 0.69", offered ? 0.8 * 0.69 : 0,
				 1.2 * 0.69);
	return 1;
}

const struct reproduction reproduction_folios = {
	.name = "folio-sizes",
	.question = "how much faster is fork() when memory consists of larger folios?",
	.source = {"D. Hildenbrand", "mm/memory: optimize fork() with PTE-mapped THP",
		   "linux-mm (Linux 6.9)", 2024},
	.scaling = "the folio sizes that the kernel uses are a setting of the machine; without 512 "
		   "KiB folios, huge pages are measured instead, which are copied as one entry and "
		   "cost even less",
	.rows = folio_rows,
	.row_count = SHAPES_COUNT(folio_rows),
	.rounds = 8,
	.seconds = 10,
	.judge = judge_folios,
};

/* ---- what fork does not copy ---- */

#define LAZY_ROW(words, size, mib, backing)                                        \
	{                                                                          \
		words, "fork:backing=" backing ",rss=" size, SPAN_TOTAL, mib, NAN, \
			SHAPES_NEEDS(mib)                                          \
	}

static const struct reproduce_row lazy_rows[] = {
	LAZY_ROW("private, 16 MiB", "16M", 16, "4k"),
	LAZY_ROW("private, 256 MiB", "256M", 256, "4k"),
	LAZY_ROW("shared memory, 16 MiB", "16M", 16, "shared"),
	LAZY_ROW("shared memory, 256 MiB", "256M", 256, "shared"),
	LAZY_ROW("a file, 16 MiB", "16M", 16, "file"),
	LAZY_ROW("a file, 256 MiB", "256M", 256, "file"),
};

static size_t judge_lazy_tables(const struct reproduce_value *values,
				struct reproduce_shape *shapes)
{
	struct shapes_series private_memory = {&lazy_rows[0], &values[0], 2};
	struct shapes_series shared = {&lazy_rows[2], &values[2], 2};
	struct shapes_series file = {&lazy_rows[4], &values[4], 2};

	shapes[0] = shapes_growth(&private_memory, "fork: 256 MiB / 16 MiB, private",
				  "copied: grows", SHAPES_ABOVE_FLAT);
	shapes[1] = shapes_growth(&shared, "fork: 256 MiB / 16 MiB, shared memory",
				  "not copied: flat", SHAPES_FLAT);
	shapes[2] = shapes_growth(&file, "fork: 256 MiB / 16 MiB, a file", "not copied: flat",
				  SHAPES_FLAT);
	return 3;
}

const struct reproduction reproduction_lazy_tables = {
	.name = "lazy-page-tables",
	.question = "does fork skip page tables that the child can rebuild by page faults (files, "
		    "shared memory)?",
	.source = {"N. Piggin", "Lazy page table copies in fork()",
		   "Linux commit d992895ba2b2 (Linux 2.6.14)", 2005},
	.scaling = "a negative control: two of the three lines must be flat; up to 256 MiB",
	.rows = lazy_rows,
	.row_count = SHAPES_COUNT(lazy_rows),
	.rounds = 8,
	.seconds = 12,
	.judge = judge_lazy_tables,
};
