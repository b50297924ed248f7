/* spawners: threads of a subject that create concurrently. */
#define _GNU_SOURCE
#include "spawners.h"

#include "placement.h"
#include "serve.h"

#include "procbench/methods/reap.h"
#include "procbench/sys/raw.h"

#include <errno.h>
#include <pthread.h>
#include <stdalign.h>
#include <stddef.h>
#include <string.h>
#include <sys/mman.h>

/* Stack size for raw calls and libc's spawn functions, including a child that borrows the stack. */
#define STACK_BYTES 262144

/* On separate pages, because after a fork the first write to a page copies it. */
struct spawner {
	alignas(SYS_PAGE_BYTES_MAX) struct creation creation;
	struct arena_header *header;
	struct arena_spawner *request;
	pthread_t thread;
	max_align_t state[]; /* of the method */
};

/* Written by the children of one spawner; on its own cache line. */
struct stamps {
	alignas(64) struct arena_stamps stamps;
};

static char *spawners;
static size_t spawner_bytes; /* size per spawner, including state */
static struct stamps *stamps;

static struct spawner *spawner_at(uint32_t number)
{
	return (struct spawner *)(spawners + number * spawner_bytes);
}

/* Number of spawners that have warmed up, and the word they wait on. */
static volatile int ready_count, started;

static void *map(size_t bytes, int sharing)
{
	void *memory = mmap(NULL, bytes, PROT_READ | PROT_WRITE, sharing | MAP_ANONYMOUS, -1, 0);

	return memory == MAP_FAILED ? NULL : memory;
}

static int map_spawners(uint32_t count, size_t state_bytes, struct error *error)
{
	size_t bytes = offsetof(struct spawner, state) + state_bytes + SYS_PAGE_BYTES_MAX - 1;

	spawner_bytes = bytes / SYS_PAGE_BYTES_MAX * SYS_PAGE_BYTES_MAX;
	spawners = map(count * spawner_bytes, MAP_PRIVATE);
	stamps = map(count * sizeof(*stamps), MAP_SHARED);
	if (spawners && stamps)
		return 0;
	return error_set(error, errno, "cannot map the memory of %u spawners: %s", count,
			 strerror(errno));
}

static int prepare_one(struct spawner *spawner, struct arena_stamps *stamps_of_it,
		       const struct method *method, const struct creation *planned,
		       const struct keys *keys, struct error *error)
{
	struct creation *creation = &spawner->creation;

	*creation = *planned;
	creation->child_cpu = spawner->request->child_cpu;
	creation->stamps = planned->stamps ? stamps_of_it : NULL;
	method_attach(method, creation, spawner->state);
	return method_prepare(method, creation, keys, error);
}

int spawners_prepare(struct arena_header *header, const struct method *method,
		     const struct creation *planned, const struct keys *keys, struct error *error)
{
	int status = map_spawners(header->spawner_count, method_state_bytes(method), error);

	for (uint32_t i = 0; i < header->spawner_count && status == 0; i++) {
		struct spawner *spawner = spawner_at(i);

		spawner->header = header;
		spawner->request = &header->spawners[i];
		status = prepare_one(spawner, &stamps[i].stamps, method, planned, keys, error);
	}
	return status;
}

/* ---- in each thread ---- */

static void wait_for_start(void)
{
	__atomic_add_fetch(&ready_count, 1, __ATOMIC_SEQ_CST);
	sys_futex_wake(&ready_count);
	while (!started)
		sys_futex_wait(&started, 0);
}

static void *run_spawner(void *argument)
{
	struct spawner *spawner = argument;

	if (spawner->request->cpu >= 0)
		sys_move_to_cpu(spawner->request->cpu);
	serve_warm_up(spawner->header, spawner->request, &spawner->creation);
	wait_for_start();
	serve_measure(spawner->header, spawner->request, &spawner->creation);
	serve_look_for_place(spawner->header, spawner->request, &spawner->creation);
	return NULL;
}

/* ---- in the main thread ---- */

static void start_thread(struct spawner *spawner, uint32_t number)
{
	static struct error error;
	pthread_attr_t attributes;
	int code = pthread_attr_init(&attributes);

	if (code == 0)
		code = pthread_attr_setstacksize(&attributes, STACK_BYTES);
	if (code == 0)
		code = pthread_create(&spawner->thread, &attributes, run_spawner, spawner);
	if (code == 0)
		return;
	error_set(&error, code, "cannot start spawner %u of %u: %s (see 'ulimit -u')", number + 1,
		  spawner->header->spawner_count, strerror(code));
	serve_refuse(spawner->header, error.code, error.text);
}

static void wait_until_ready(int count)
{
	int now;

	while ((now = ready_count) < count)
		sys_futex_wait(&ready_count, now);
}

void spawners_run(struct arena_header *header)
{
	uint32_t count = header->spawner_count;

	header->state = ARENA_RUNNING;
	placement_keep(header);
	for (uint32_t i = 0; i < count; i++)
		start_thread(spawner_at(i), i);
	wait_until_ready((int)count);
	serve_begin(header);
	started = 1;
	sys_futex_wake(&started);
	for (uint32_t i = 0; i < count; i++)
		pthread_join(spawner_at(i)->thread, NULL);
	serve_finish(header);
}
