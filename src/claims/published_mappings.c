/* published_mappings: published results about parents with many mappings. */
#include "shapes.h"

#include <math.h>

/* ---- HotOS'19, alternating mappings ---- */

#define HOTOS_ROW(method, words, count, published)                                        \
	{                                                                                 \
		words, method ":exec=dynamic,vmas=" #count, SPAN_TOTAL, count, published, \
			256 * SHAPES_MIB                                                  \
	}

static const struct reproduce_row hotos_rows[] = {
	HOTOS_ROW("fork", "fork + exec, 100 mappings", 100, NAN),
	HOTOS_ROW("fork", "fork + exec, 3000 mappings", 3000, NAN),
	HOTOS_ROW("fork", "fork + exec, 10 000 mappings", 10000, NAN),
	HOTOS_ROW("fork", "fork + exec, 30 000 mappings", 30000, NAN),
	HOTOS_ROW("posix_spawn", "posix_spawn, 100 mappings", 100, 500e3),
	HOTOS_ROW("posix_spawn", "posix_spawn, 3000 mappings", 3000, 500e3),
	HOTOS_ROW("posix_spawn", "posix_spawn, 10 000 mappings", 10000, 500e3),
	HOTOS_ROW("posix_spawn", "posix_spawn, 30 000 mappings", 30000, 500e3),
};

#define HOTOS_COUNTS 4

static size_t judge_hotos_mappings(const struct reproduce_value *values,
				   struct reproduce_shape *shapes)
{
	struct shapes_series fork = {hotos_rows, values, HOTOS_COUNTS};
	struct shapes_series spawn = {hotos_rows + HOTOS_COUNTS, values + HOTOS_COUNTS,
				      HOTOS_COUNTS};
	int last = shapes_last(&fork);

	shapes[0] = shapes_slope(&fork, "fork + exec: us/mapping", "grows with mappings", 1e3, 0,
				 INFINITY);
	shapes[1] =
		shapes_growth(&spawn, "posix_spawn: most / fewest mappings", "flat", SHAPES_FLAT);
	shapes[2] =
		shapes_ratio(&fork.values[last < 0 ? 0 : last], &spawn.values[last < 0 ? 0 : last],
			     "fork + exec / posix_spawn, most mappings",
			     "up to 25 ms / 0.5 ms = 50", SHAPES_ABOVE_FLAT);
	return 3;
}

const struct reproduction reproduction_hotos_mappings = {
	.name = "hotos19-mappings",
	.question = "how does the time of fork + exec and of posix_spawn grow with the number of "
		    "the parent's mappings?",
	.source = {"A. Baumann, J. Appavoo, O. Krieger, T. Roscoe",
		   "A fork() in the road, figure 1", "HotOS '19, Bertinoro", 2019},
	.scaling = "up to 30 000 unwritten mappings of one page that cannot merge",
	.rows = hotos_rows,
	.row_count = SHAPES_COUNT(hotos_rows),
	.rounds = 8,
	.seconds = 12,
	.judge = judge_hotos_mappings,
};

/* ---- dup_mmap ---- */

/* The published result is the number of spawns in 10 s. */
#define SPAWNS(count) (10e9 / (count))

static const struct reproduce_row dup_mmap_rows[] = {
	{"21 mappings (here 0 more)", "fork", SPAN_TOTAL, 0, SPAWNS(112100), 0},
	{"221 mappings (here 200 more)", "fork:vmas=200", SPAN_TOTAL, 200, SPAWNS(54227), 0},
	{"1621 mappings (1600 more)", "fork:vmas=1600", SPAN_TOTAL, 1600, SPAWNS(11112), 0},
	{"12 821 mappings (12 800 more)", "fork:vmas=12800", SPAN_TOTAL, 12800, SPAWNS(1606),
	 64 * SHAPES_MIB},
	{"51 221 mappings (51 200 more)", "fork:vmas=51200", SPAN_TOTAL, 51200, SPAWNS(393),
	 256 * SHAPES_MIB},
};

static size_t judge_dup_mmap(const struct reproduce_value *values, struct reproduce_shape *shapes)
{
	struct shapes_series fork = {dup_mmap_rows, values, SHAPES_COUNT(dup_mmap_rows)};

	int last = shapes_last(&fork);
	double before =
		dup_mmap_rows[last < 0 ? 0 : last].published_ns / dup_mmap_rows[0].published_ns;

	/* by the commit a mapping became cheaper, from 0.495 to 0.324 us; kernels of both kinds run
	 */
	shapes[0] = shapes_growth(&fork, "fork: most / fewest mappings",
				  "285 at 51 221 mappings before the commit, 187 after",
				  0.8 * before * (0.324 / 0.495), 1.2 * before);
	return 1;
}

const struct reproduction reproduction_dup_mmap = {
	.name = "dup-mmap",
	.question = "how long does fork take per mapping of its parent?",
	.source = {"P. Zhang", "fork: use __mt_dup() to duplicate maple tree in dup_mmap()",
		   "Linux commit d24062914837 (Linux 6.8)", 2023},
	.scaling = "a child that exits at once instead of byte-unixbench's spawn; the published "
		   "rates before the commit, converted to times",
	.rows = dup_mmap_rows,
	.row_count = SHAPES_COUNT(dup_mmap_rows),
	.rounds = 8,
	.seconds = 12,
	.judge = judge_dup_mmap,
};
