/* published_runtimes: what maintainers of runtimes measured when they replaced fork. */
#include "shapes.h"

#include <math.h>

/* ---- libuv ---- */

#define LIBUV_ROW(method, words, size, mib, published)                               \
	{                                                                            \
		words, method ":exec=dynamic,rss=" size, SPAN_TOTAL, mib, published, \
			SHAPES_NEEDS(mib)                                            \
	}

static const struct reproduce_row libuv_rows[] = {
	{"fork, heap of 0 MiB", "fork:exec=dynamic", SPAN_TOTAL, 0, 1.16e6, 0},
	LIBUV_ROW("fork", "fork, heap of 200 MiB", "200M", 200, 5.96e6),
	LIBUV_ROW("fork", "fork, heap of 800 MiB", "800M", 800, 16.35e6),
	{"posix_spawn, heap of 0 MiB", "posix_spawn:exec=dynamic", SPAN_TOTAL, 0, 0.21e6, 0},
	LIBUV_ROW("posix_spawn", "posix_spawn, heap of 200 MiB", "200M", 200, 0.21e6),
	LIBUV_ROW("posix_spawn", "posix_spawn, heap of 800 MiB", "800M", 800, 0.2e6),
};

enum { LIBUV_FORK, LIBUV_SPAWN = 3, LIBUV_SIZES = 3 };

static size_t judge_libuv(const struct reproduce_value *values, struct reproduce_shape *shapes)
{
	struct shapes_series fork = {&libuv_rows[LIBUV_FORK + 1], &values[LIBUV_FORK + 1],
				     LIBUV_SIZES - 1};
	struct shapes_series spawn = {&libuv_rows[LIBUV_SPAWN], &values[LIBUV_SPAWN], LIBUV_SIZES};

	shapes[0] = shapes_growth(&fork, "fork + exec: 800 MiB / 200 MiB",
				  "16.35 ms / 5.96 ms = 2.74", SHAPES_BAND(2.74));
	shapes[1] = shapes_growth(&spawn, "posix_spawn: 800 MiB / 0 MiB", "0.20 ms / 0.21 ms: flat",
				  SHAPES_FLAT);
	return 2;
}

const struct reproduction reproduction_libuv_spawn = {
	.name = "libuv-posix-spawn",
	.question = "how much faster is posix_spawn than libuv's fork in a Python server "
		    "of up to 800 MiB?",
	.source = {"zzstoatzz", "Take libuv's posix_spawn path on Linux (pull request 41)",
		   "github.com/Kludex/zuvloop", 2026},
	.scaling =
		"a parent of that size without an interpreter; the child executes a dynamic "
		"program of procbench's own instead of /bin/true, and runs none of libuv's calls",
	.rows = libuv_rows,
	.row_count = SHAPES_COUNT(libuv_rows),
	.rounds = 8,
	.seconds = 12,
	.judge = judge_libuv,
};

/* ---- Electron ---- */

static const struct reproduce_row electron_rows[] = {
	{"fork, 1.5 TB reserved", "fork:exec=tiny,reserve=1500G", SPAN_CALL, 0, 2.4e6, 0},
	{"posix_spawn, 1.5 TB reserved", "posix_spawn:exec=tiny,reserve=1500G", SPAN_CALL, 0, 0.6e6,
	 0},
	{"fork, nothing reserved", "fork:exec=tiny", SPAN_CALL, 0, NAN, 0},
};

enum { ELECTRON_FORK, ELECTRON_SPAWN, ELECTRON_CONTROL };

static size_t judge_electron(const struct reproduce_value *values, struct reproduce_shape *shapes)
{
	shapes[0] = shapes_ratio(&values[ELECTRON_FORK], &values[ELECTRON_SPAWN],
				 "fork / posix_spawn, 1.5 TB reserved", "2.4 ms / 0.6 ms = 4.0",
				 SHAPES_BAND(4));
	shapes[1] = shapes_ratio(&values[ELECTRON_FORK], &values[ELECTRON_CONTROL],
				 "fork: 1.5 TB reserved / nothing reserved",
				 "the reservation is given as the cause", SHAPES_ABOVE_FLAT);
	return 2;
}

const struct reproduction reproduction_electron_reserve = {
	.name = "electron-reservation",
	.question = "does a reservation of 1.5 TB of address space make fork() slow, as in "
		    "Electron's main process?",
	.source = {"codebytere",
		   "perf: spawn child processes with posix_spawn on linux (pull request "
		   "53117)",
		   "github.com/electron/electron", 2026},
	.scaling =
		"address space is reserved in one piece and never touched, so that it has no page "
		"tables; a parent with memory in use is not part of this",
	.rows = electron_rows,
	.row_count = SHAPES_COUNT(electron_rows),
	.rounds = 10,
	.seconds = 5,
	.judge = judge_electron,
};

/* ---- erlexec ---- */

#define ERLEXEC_ROW(way, limit, published)                                                    \
	{                                                                                     \
#way ", limit of " #limit, "fork:close=" #way ",exec=dynamic,nofile=" #limit, \
			SPAN_TOTAL, limit, published, 0                                       \
	}

static const struct reproduce_row erlexec_rows[] = {
	ERLEXEC_ROW(loop, 1024, 1.719e6),
	ERLEXEC_ROW(loop, 16000, NAN),
	ERLEXEC_ROW(loop, 600000, 43.908e6),
	ERLEXEC_ROW(close_range, 16000, NAN),
};

enum { ERLEXEC_LOW, ERLEXEC_MIDDLE, ERLEXEC_HIGH, ERLEXEC_RANGE };

/* Few machines allow the published limit; 16 000 lies on the line through both published values. */
static size_t judge_erlexec(const struct reproduce_value *values, struct reproduce_shape *shapes)
{
	shapes[0] = shapes_ratio(&values[ERLEXEC_HIGH], &values[ERLEXEC_LOW],
				 "close loop: limit of 600 000 / 1024", "43.9 ms / 1.72 ms = 25.5",
				 SHAPES_BAND(25.5));
	shapes[1] = shapes_ratio(&values[ERLEXEC_MIDDLE], &values[ERLEXEC_LOW],
				 "close loop: limit of 16 000 / 1024",
				 "2.77 ms / 1.72 ms = 1.61, on their line", SHAPES_BAND(1.61));
	shapes[2] = shapes_ratio(&values[ERLEXEC_MIDDLE], &values[ERLEXEC_RANGE],
				 "limit of 16 000: loop / close_range",
				 "closing one by one is the cause", SHAPES_ABOVE_FLAT);
	return 3;
}

const struct reproduction reproduction_erlexec_close = {
	.name = "erlexec-close-loop",
	.question = "how much does a high limit of open files slow down a child that "
		    "closes every descriptor?",
	.source = {"sigsergv",
		   "erlexec on linux slows down when nofile limit is a large value (issue "
		   "150)",
		   "github.com/saleyn/erlexec", 2021},
	.scaling = "the published times contain a message to a port program and /bin/ls; a "
		   "limit of 16 000 is measured too, because few machines allow 600 000",
	.rows = erlexec_rows,
	.row_count = SHAPES_COUNT(erlexec_rows),
	.rounds = 8,
	.seconds = 8,
	.judge = judge_erlexec,
};
