/* shape_walkers: busy threads during the creations, and how long they stall. */
#define _GNU_SOURCE
#include "shape_walkers.h"

#include "procbench/shapes/shape_busy.h"
#include "shape_descriptor.h"
#include "shape_threads.h"

#include "procbench/sys/clock.h"
#include "procbench/sys/cpus.h"
#include "procbench/sys/raw.h"

#include <errno.h>
#include <inttypes.h>
#include <sched.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* State of one thread, on its own cache line. */
struct watcher {
	_Alignas(64) uint64_t answered; /* generation to which longest_ns belongs */
	uint64_t longest_ns;
	int thread;      /* its id */
	int refused;     /* 0, or the errno with which it could not be placed */
	const char *key; /* whose thread it is */
	walkers_round *round;
};

/*
 * Odd during a creation. The memory is shared and not inherited: in private memory each thread
 * would have to copy this page after each fork.
 */
struct board {
	_Alignas(64) uint64_t generation;
	_Alignas(64) struct cpus cpus; /* the threads' */
	struct watcher watchers[];
};

static struct board *board;
static uint64_t thread_count;
static const struct creation_calls *inner;

/* ---- a busy thread ---- */

struct walkers_walk {
	struct watcher *watcher;
	uint64_t seen; /* generation at the end of its last step */
	uint64_t last_ns;
	uint64_t longest_ns; /* longest gap since the current creation began */
};

/*
 * A gap that ends in a new generation overlaps the start of that generation. The result is
 * published only when the creation is over.
 */
void walkers_end_step(struct walkers_walk *walk)
{
	uint64_t now = clock_now_ns(), gap = now - walk->last_ns;
	uint64_t generation = __atomic_load_n(&board->generation, __ATOMIC_ACQUIRE);
	bool opened = generation % 2 == 1 ? generation != walk->seen : generation > walk->seen + 1;

	if (opened || gap > walk->longest_ns)
		walk->longest_ns = gap;
	if (generation % 2 == 0 && generation != walk->seen) {
		walk->watcher->longest_ns = walk->longest_ns;
		__atomic_store_n(&walk->watcher->answered, generation, __ATOMIC_RELEASE);
	}
	walk->seen = generation;
	walk->last_ns = now;
}

/* On other CPUs than the parent, of those that the controller may use; where it is if none. */
static int choose_cpus(struct error *error)
{
	struct cpus own, all;
	long status = sys_getaffinity(0, &own, sizeof(own));
	bool any = false;

	if (status == 0)
		status = sys_getaffinity(getppid(), &all, sizeof(all));
	if (status < 0)
		return error_set(error, (int)-status, "busy: cannot read the allowed CPUs: %s",
				 strerror((int)-status));
	for (size_t i = 0; i < sizeof(all); i++) {
		board->cpus.bits[i] = all.bits[i] & (unsigned char)~own.bits[i];
		any = any || board->cpus.bits[i];
	}
	if (!any)
		board->cpus = own;
	return 0;
}

/* 0, or the errno with which the kernel refuses, or EAGAIN where it has placed it elsewhere. */
static int placement_errno(int thread)
{
	struct cpus seen;
	long status = sys_getaffinity(thread, &seen, sizeof(seen));

	if (status < 0)
		return (int)-status;
	return memcmp(&seen, &board->cpus, sizeof(seen)) == 0 ? 0 : EAGAIN;
}

static int take_place(void)
{
	long status = sys_setaffinity(&board->cpus, sizeof(board->cpus));

	return status < 0 ? (int)-status : placement_errno(0);
}

static void *be_busy(void *argument)
{
	struct watcher *watcher = argument;
	struct walkers_walk walk = {.watcher = watcher};

	watcher->thread = (int)sys_gettid();
	watcher->refused = take_place();
	walk.last_ns = clock_now_ns();
	walkers_end_step(&walk);
	__atomic_add_fetch(&thread_count, 1, __ATOMIC_RELEASE);
	for (;;)
		watcher->round(&walk);
	return NULL;
}

/* ---- building ---- */

static int make_board(uint64_t count, struct error *error)
{
	size_t bytes = sizeof(*board) + count * sizeof(board->watchers[0]);

	board = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (board == MAP_FAILED)
		return error_set(error, errno, "busy: cannot map %zu bytes: %s", bytes,
				 strerror(errno));
	madvise(board, bytes, MADV_DONTFORK);
	return choose_cpus(error);
}

static int start(struct watcher *watcher, const char *key, uint64_t number, uint64_t count,
		 struct error *error)
{
	int status;

	watcher->key = key;
	status = shape_threads_start(be_busy, watcher);
	if (status == 0)
		return 0;
	return error_set(error, -status, "%s: thread %" PRIu64 " of %" PRIu64 " failed: %s", key,
			 number, count, strerror(-status));
}

/* For the threads from `first` on, once they are busy. */
static int check_places(uint64_t first, struct error *error)
{
	for (uint64_t i = first; i < thread_count; i++)
		if (board->watchers[i].refused)
			return error_set(error, board->watchers[i].refused,
					 "%s: a thread cannot be moved to its CPUs: %s",
					 board->watchers[i].key,
					 strerror(board->watchers[i].refused));
	return 0;
}

int walkers_start(const struct keys *keys, enum key key, walkers_round *round, struct error *error)
{
	uint64_t count = keys->number[key], first = thread_count;
	int status = board ? 0 : make_board(walkers_count(keys), error);

	for (uint64_t i = 0; i < count && status == 0; i++) {
		board->watchers[first + i].round = round;
		status = start(&board->watchers[first + i], key_table[key].name, i + 1, count,
			       error);
	}
	while (status == 0 && __atomic_load_n(&thread_count, __ATOMIC_ACQUIRE) < first + count)
		sched_yield();
	return status == 0 ? check_places(first, error) : status;
}

uint64_t walkers_count(const struct keys *keys)
{
	return keys->number[KEY_BUSY] + keys->number[KEY_BUSYIO];
}

int walkers_verify(const struct keys *keys, enum key key, const struct shape_seen *before,
		   const struct shape_seen *now, struct error *error)
{
	const char *name = key_table[key].name;
	int status = shape_expect(name, walkers_count(keys) + keys->number[KEY_THREADS],
				  "threads in all", before->threads, now->threads, error);

	for (uint64_t i = 0; i < thread_count && status == 0; i++)
		if (strcmp(board->watchers[i].key, name) == 0 &&
		    placement_errno(board->watchers[i].thread))
			status = error_set(error, EAGAIN, "%s: a thread is no longer on its CPUs",
					   name);
	return status;
}

/* Needs per thread: its stack and what it maps. */
#define WALKER_BYTES (1u << 20)

void walkers_need(uint64_t sums[CAPACITY_COUNT], uint64_t count)
{
	shape_need(sums, CAPACITY_TASKS, count, 1);
	shape_need(sums, CAPACITY_MAPPINGS, count, SHAPE_THREAD_MAPPINGS + 1);
	shape_need(sums, CAPACITY_MEMORY, count, WALKER_BYTES);
}

/* ---- around a creation ---- */

static void next_generation(void)
{
	__atomic_store_n(&board->generation, board->generation + 1, __ATOMIC_RELEASE);
}

static long watch_create(struct creation *creation)
{
	next_generation();
	return inner->create(creation);
}

/* Waits for threads that are still stalled at REAPED. */
static void watch_settle(struct creation *creation, struct reaped *reaped)
{
	uint64_t longest = 0;

	next_generation();
	for (uint64_t i = 0; i < thread_count; i++) {
		const struct watcher *watcher = &board->watchers[i];

		while (__atomic_load_n(&watcher->answered, __ATOMIC_ACQUIRE) != board->generation)
			sched_yield();
		if (watcher->longest_ns > longest)
			longest = watcher->longest_ns;
	}
	creation->stall_ns = longest;
	inner->settle(creation, reaped);
}

const struct creation_calls *shape_busy_watch(const struct creation_calls *calls)
{
	static struct creation_calls watched;

	if (thread_count == 0)
		return calls;
	inner = calls;
	watched = (struct creation_calls){watch_create, calls->reap, watch_settle};
	return &watched;
}
