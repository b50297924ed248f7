/* published_scaling: what kernel developers measured of many processes that create at once. */
#include "shapes.h"

#include <math.h>

#define PROCESSES 20
/* One CPU each, as in will-it-scale; left out where these are not allowed. */
#define ON_CPUS "cpus=0+1+2+3+4+5+6+7+8+9+10+11+12+13+14+15+16+17+18+19"
/* The time of a creation in one of the processes, from a rate of all. */
#define NS_AT(per_second) (PROCESSES * 1e9 / (per_second))

static const struct reproduce_row rows[] = {
	{"20 processes, two acquisitions", NULL, SPAN_TOTAL, 0, NS_AT(465e3), 0},
	{"20 processes, one acquisition", NULL, SPAN_TOTAL, 0, NS_AT(535e3), 0},
	{"20 processes, here", "pthread_create:" ON_CPUS ",parallel=20", SPAN_TOTAL, 0, NAN, 0},
	{"1 process, here", "pthread_create", SPAN_TOTAL, 0, NAN, 0},
};

enum { BEFORE, AFTER, MANY, ONE };

static size_t judge(const struct reproduce_value *values, struct reproduce_shape *shapes)
{
	shapes[0] = shapes_ratio(
		&values[MANY], &values[ONE], "a thread, 20 processes at once / 1 process",
		"\"the lock remains the primary bottleneck by a large margin\"", 2, INFINITY);
	return 1;
}

const struct reproduction reproduction_pidmap_lock = {
	.name = "pidmap-lock",
	.question = "how much do processes that create threads at the same time delay each other?",
	.source = {"M. Guzik", "further damage-control lack of clone scalability", "linux-kernel",
		   2025},
	.scaling = "the published rates, 465 000 threads per second before and 510 000 to 560 000 "
		   "after the allocation of a pid took its lock once, converted to times; needs 20 "
		   "CPUs; compare kernels by kernel= for what the change saves",
	.rows = rows,
	.row_count = SHAPES_COUNT(rows),
	.rounds = 16,
	.seconds = 6,
	.judge = judge,
};
