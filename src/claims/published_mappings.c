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

#define DUP_MMAP_SOURCE                                                                   \
	{                                                                                 \
		"P. Zhang", "fork: use __mt_dup() to duplicate maple tree in dup_mmap()", \
			"Linux commit d24062914837 (Linux 6.8)", 2023                     \
	}

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

/* Per mapping, after the commit and before it, in guests with kernels of both kinds. */
#define COUNTED_ROW(kernel, count)                                                              \
	{                                                                                       \
		"Linux " kernel ", " #count " mappings", "fork:vmas=" #count ",kernel=" kernel, \
			SPAN_TOTAL, count, NAN, 0                                               \
	}

static const struct reproduce_row counted_rows[] = {
	COUNTED_ROW("6.1", 0),  COUNTED_ROW("6.1", 1000),  COUNTED_ROW("6.1", 3000),
	COUNTED_ROW("6.12", 0), COUNTED_ROW("6.12", 1000), COUNTED_ROW("6.12", 3000),
};

#define COUNTED_SIZES 3

/* What the mappings alone cost. */
static struct reproduce_value added(const struct reproduce_value *values)
{
	const struct reproduce_value *most = &values[COUNTED_SIZES - 1];
	struct reproduce_value difference = {.ns = most->ns - values->ns};

	for (size_t i = 0; i < REPRODUCE_ROUNDS_MAX; i++)
		difference.rounds_ns[i] = most->rounds_ns[i] - values->rounds_ns[i];
	return difference;
}

static size_t judge_counted(const struct reproduce_value *values, struct reproduce_shape *shapes)
{
	struct shapes_series before = {counted_rows, values, COUNTED_SIZES};
	struct shapes_series after = {counted_rows + COUNTED_SIZES, values + COUNTED_SIZES,
				      COUNTED_SIZES};
	struct reproduce_value old = added(before.values), new = added(after.values);

	shapes[0] = shapes_slope(&before, "Linux 6.1: k instructions/mapping",
				 "grows with mappings", 1e3, 0, INFINITY);
	shapes[1] = shapes_slope(&after, "Linux 6.12: k instructions/mapping",
				 "grows with mappings", 1e3, 0, INFINITY);
	shapes[2] = shapes_ratio(&new, &old, "per mapping, Linux 6.12 / 6.1",
				 "0.65 in time, 0.495 to 0.324 us", 0, 0.95);
	return 3;
}

static const struct reproduction dup_mmap_counted = {
	.clock = QUANTITY_INSTRUCTIONS,
	.name = "dup-mmap",
	.question = "how many instructions does fork take per mapping of its parent, before the "
		    "commit and after it?",
	.source = DUP_MMAP_SOURCE,
	.scaling = "instructions instead of time, in guests with Linux 6.1 and 6.12, between which "
		   "other commits also changed fork",
	.rows = counted_rows,
	.row_count = SHAPES_COUNT(counted_rows),
	.rounds = 8,
	.seconds = 30,
	.judge = judge_counted,
};

const struct reproduction reproduction_dup_mmap = {
	.counted = &dup_mmap_counted,
	.name = "dup-mmap",
	.question = "how long does fork take per mapping of its parent?",
	.source = DUP_MMAP_SOURCE,
	.scaling = "a child that exits at once instead of byte-unixbench's spawn; the published "
		   "rates before the commit, converted to times",
	.rows = dup_mmap_rows,
	.row_count = SHAPES_COUNT(dup_mmap_rows),
	.rounds = 8,
	.seconds = 12,
	.judge = judge_dup_mmap,
};
