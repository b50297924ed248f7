/* published_memory: published results about parents with much memory. */
#include "shapes.h"

#include <math.h>

static struct shapes_series series_of(const struct reproduce_row *rows,
				      const struct reproduce_value *values, size_t first,
				      size_t count)
{
	return (struct shapes_series){&rows[first], &values[first], count};
}

/* ---- HotOS'19, dirty memory ---- */

#define HOTOS_ROW(method, words, size, mib, published)                               \
	{                                                                            \
		words, method ":exec=dynamic,rss=" size, SPAN_TOTAL, mib, published, \
			SHAPES_NEEDS(mib)                                            \
	}

static const struct reproduce_row hotos_rows[] = {
	HOTOS_ROW("fork", "fork + exec, 16 MiB dirty", "16M", 16, NAN),
	HOTOS_ROW("fork", "fork + exec, 64 MiB dirty", "64M", 64, NAN),
	HOTOS_ROW("fork", "fork + exec, 256 MiB dirty", "256M", 256, NAN),
	HOTOS_ROW("fork", "fork + exec, 1 GiB dirty", "1G", 1024, NAN),
	HOTOS_ROW("posix_spawn", "posix_spawn, 16 MiB dirty", "16M", 16, 500e3),
	HOTOS_ROW("posix_spawn", "posix_spawn, 64 MiB dirty", "64M", 64, 500e3),
	HOTOS_ROW("posix_spawn", "posix_spawn, 256 MiB dirty", "256M", 256, 500e3),
	HOTOS_ROW("posix_spawn", "posix_spawn, 1 GiB dirty", "1G", 1024, 500e3),
};

#define HOTOS_SIZES 4

static size_t judge_hotos_memory(const struct reproduce_value *values,
				 struct reproduce_shape *shapes)
{
	struct shapes_series fork = series_of(hotos_rows, values, 0, HOTOS_SIZES);
	struct shapes_series spawn = series_of(hotos_rows, values, HOTOS_SIZES, HOTOS_SIZES);
	int last = shapes_last(&fork);

	shapes[0] = shapes_slope(&fork, "fork + exec: us/MiB", "grows with dirty memory", 1e3, 0,
				 INFINITY);
	shapes[1] = shapes_growth(&spawn, "posix_spawn: largest / smallest parent", "flat",
				  SHAPES_FLAT);
	shapes[2] =
		shapes_ratio(&fork.values[last < 0 ? 0 : last], &spawn.values[last < 0 ? 0 : last],
			     "fork + exec / posix_spawn, largest parent",
			     "up to 25 ms / 0.5 ms = 50", SHAPES_ABOVE_FLAT);
	return 3;
}

const struct reproduction reproduction_hotos_memory = {
	.name = "hotos19-memory",
	.question = "how does the time of fork + exec and of posix_spawn grow with the parent's "
		    "dirty memory?",
	.source = {"A. Baumann, J. Appavoo, O. Krieger, T. Roscoe",
		   "A fork() in the road, figure 1", "HotOS '19, Bertinoro", 2019},
	.scaling = "up to 1 GiB, or as memory allows; the child executes a dynamically linked "
		   "program",
	.rows = hotos_rows,
	.row_count = SHAPES_COUNT(hotos_rows),
	.rounds = 8,
	.seconds = 15,
	.judge = judge_hotos_memory,
};

/* ---- Redis ---- */

#define PER_GIB(label, ms)                             \
	{                                              \
		label, NULL, SPAN_CALL, 0, (ms)*1e6, 0 \
	}

static const struct reproduce_row redis_rows[] = {
	{"fork() of 256 MiB", "fork:rss=256M", SPAN_CALL, 0.25, NAN, SHAPES_NEEDS(256)},
	{"fork() of 512 MiB", "fork:rss=512M", SPAN_CALL, 0.5, NAN, SHAPES_NEEDS(512)},
	{"fork() of 1 GiB", "fork:rss=1G", SPAN_CALL, 1, NAN, SHAPES_NEEDS(1024)},
	PER_GIB("per GiB, Xeon at 2.27 GHz", 9),
	PER_GIB("per GiB, VMware", 12.8),
	PER_GIB("per GiB, a physical machine", 13.1),
	PER_GIB("per GiB, KVM", 23.3),
	PER_GIB("per GiB, EC2 (old Xen)", 239.3),
	PER_GIB("per GiB, Linode (Xen)", 424),
};

#define REDIS_SIZES 3

static size_t judge_redis(const struct reproduce_value *values, struct reproduce_shape *shapes)
{
	struct shapes_series fork = series_of(redis_rows, values, 0, REDIS_SIZES);

	int last = shapes_last(&fork);
	double factor = redis_rows[last < 0 ? 0 : last].x / redis_rows[0].x;

	shapes[0] = shapes_slope(&fork, "fork(): ms/GiB", "9 to 23.3; old Xen 239 to 424", 1e6, 0,
				 INFINITY);
	shapes[1] = shapes_growth(&fork, "fork(): largest / 256 MiB",
				  "proportional to memory: 4 for 1 GiB", SHAPES_BAND(factor));
	return 2;
}

const struct reproduction reproduction_redis = {
	.name = "redis",
	.question = "how long does fork() block a server, per GiB of its memory?",
	.source = {"Redis", "Diagnosing latency issues: fork time in different systems",
		   "Redis documentation", 0},
	.scaling = "up to 1 GiB, or as memory allows; 4 KiB pages, the call only; the time per GiB "
		   "depends on the machine, so only proportionality is judged",
	.rows = redis_rows,
	.row_count = SHAPES_COUNT(redis_rows),
	.rounds = 8,
	.seconds = 12,
	.judge = judge_redis,
};

/* ---- posix-spawn for Ruby ---- */

static const struct reproduce_row ruby_rows[] = {
	{"fork + exec, 50 MiB", "fork:exec=tiny,rss=50M", SPAN_TOTAL, 50, 11.6e6, SHAPES_NEEDS(50)},
	{"fork + exec, 500 MiB", "fork:exec=tiny,rss=500M", SPAN_TOTAL, 500, 87.9e6,
	 SHAPES_NEEDS(500)},
	{"posix_spawn, 50 MiB", "posix_spawn:rss=50M", SPAN_TOTAL, 50, 2e6, SHAPES_NEEDS(50)},
	{"posix_spawn, 500 MiB", "posix_spawn:rss=500M", SPAN_TOTAL, 500, 2e6, SHAPES_NEEDS(500)},
};

static size_t judge_ruby_spawn(const struct reproduce_value *values, struct reproduce_shape *shapes)
{
	struct shapes_series fork = series_of(ruby_rows, values, 0, 2);
	struct shapes_series spawn = series_of(ruby_rows, values, 2, 2);

	shapes[0] = shapes_growth(&fork, "fork + exec: 500 MiB / 50 MiB", "87.9 ms / 11.6 ms = 7.6",
				  SHAPES_BAND(7.6));
	shapes[1] = shapes_growth(&spawn, "posix_spawn: 500 MiB / 50 MiB", "2 ms for both: flat",
				  SHAPES_FLAT);
	return 2;
}

const struct reproduction reproduction_ruby_spawn = {
	.name = "ruby-posix-spawn",
	.question = "how do fork + exec and posix_spawn compare in a Ruby process of 50 and of 500 "
		    "MB?",
	.source = {"R. Tomayko, A. Gupta", "posix-spawn, benchmarks in the README",
		   "github.com/rtomayko/posix-spawn", 2011},
	.scaling = "a parent of that size without an interpreter; the child executes the smallest "
		   "program",
	.rows = ruby_rows,
	.row_count = SHAPES_COUNT(ruby_rows),
	.rounds = 8,
	.seconds = 8,
	.judge = judge_ruby_spawn,
};

/* ---- stress-ng ---- */

#define STRESS_ROW(method, words, size, mib, published)                           \
	{                                                                         \
		words, method ":exec=tiny,rss=" size, SPAN_TOTAL, mib, published, \
			SHAPES_NEEDS(mib)                                         \
	}

static const struct reproduce_row stress_rows[] = {
	{"fork + exec, as published", NULL, SPAN_TOTAL, 0, 1e9 / 906, 0},
	{"vfork + exec, as published", NULL, SPAN_TOTAL, 0, 1e9 / 9891, 0},
	STRESS_ROW("fork", "fork + exec, 1 MiB", "1M", 1, NAN),
	STRESS_ROW("fork", "fork + exec, 16 MiB", "16M", 16, NAN),
	STRESS_ROW("fork", "fork + exec, 128 MiB", "128M", 128, NAN),
	STRESS_ROW("vfork", "vfork + exec, 1 MiB", "1M", 1, NAN),
	STRESS_ROW("vfork", "vfork + exec, 16 MiB", "16M", 16, NAN),
	STRESS_ROW("vfork", "vfork + exec, 128 MiB", "128M", 128, NAN),
};

#define STRESS_FORK  2
#define STRESS_VFORK 5
#define STRESS_SIZES 3

static size_t judge_stress_exec(const struct reproduce_value *values,
				struct reproduce_shape *shapes)
{
	static const char published[] = "10.9 (size of the parent not published)";

	shapes[0] = shapes_ratio(&values[STRESS_FORK], &values[STRESS_VFORK], "fork / vfork, 1 MiB",
				 published, 0, 0.8 * 10.9);
	shapes[1] = shapes_ratio(&values[STRESS_FORK + STRESS_SIZES - 1],
				 &values[STRESS_VFORK + STRESS_SIZES - 1], "fork / vfork, 128 MiB",
				 published, 1.2 * 10.9, INFINITY);
	return 2;
}

const struct reproduction reproduction_stress_exec = {
	.name = "stress-ng-exec",
	.question = "how many more programs per second can be executed with vfork than with fork?",
	.source = {"F. Laniel", "stress-exec: add fork method option (pull request 215)",
		   "github.com/ColinIanKing/stress-ng", 2022},
	.scaling =
		"the ratio depends on the parent's memory, so it is measured at three sizes: the "
		"shape is the same if the ratio is at least 20 % below the published one at the "
		"smallest size, and above it at the largest",
	.rows = stress_rows,
	.row_count = SHAPES_COUNT(stress_rows),
	.rounds = 10,
	.seconds = 6,
	.judge = judge_stress_exec,
};
