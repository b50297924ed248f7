/* published_cgroups: what sandboxes measured when their children started in a cgroup. */
#include "shapes.h"

#include <math.h>

/* Creations in a row keep the kernel ready for the next move, so that only the first one waits. */
#define REST "pause=50"

static const struct reproduce_row rows[] = {
	{"parent moves twice, 50 ms rest", "fork:join=parent:new," REST, SPAN_TOTAL, 0, NAN, 0},
	{"into_cgroup, 50 ms rest", "clone3:flags=into_cgroup," REST, SPAN_TOTAL, 0, NAN, 0},
	{"clone3 alone, 50 ms rest", "clone3:" REST, SPAN_TOTAL, 0, NAN, 0},
	{"parent moves twice, in a row", "fork:join=parent:new", SPAN_TOTAL, 0, NAN, 0},
};

enum { MOVING, INTO, ALONE };

static size_t judge(const struct reproduce_value *values, struct reproduce_shape *shapes)
{
	shapes[0] =
		shapes_ratio(&values[MOVING], &values[INTO], "moving there and back / into_cgroup",
			     "runsc do: 100.2 ms / 69.0 ms = 1.45", SHAPES_ABOVE_FLAT);
	shapes[1] = shapes_ratio(&values[INTO], &values[ALONE], "into_cgroup / clone3 alone",
				 "\"does not stall\"", SHAPES_FLAT);
	return 2;
}

const struct reproduction reproduction_into_cgroup = {
	.name = "into-cgroup",
	.question = "does starting a child in its cgroup avoid the stall of moving "
		    "it through cgroup.procs?",
	.source = {"EtiennePerot",
		   "Spawn sandbox subprocesses directly in target cgroup using "
		   "clone3(CLONE_INTO_CGROUP) (pull request 14125)",
		   "github.com/google/gvisor", 2026},
	.scaling = "the published times are those of starting a whole sandbox, of which two grace "
		   "periods of RCU are saved; here it is one creation, with a rest before each, "
		   "because in a row the kernel skips the wait",
	.rows = rows,
	.row_count = SHAPES_COUNT(rows),
	.rounds = 16,
	.seconds = 12,
	.judge = judge,
};
