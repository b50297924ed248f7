/*
 * shape_threads: sleeping threads of the parent.
 *
 * They are created by libc, so that libc's fork does its work for multithreaded programs: it takes
 * locks, and the child walks the list of threads.
 */
#define _GNU_SOURCE
#include "shape_threads.h"
#include "shape_descriptor.h"

#include "procbench/sys/raw.h"

#include <inttypes.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

static int start_one(size_t stack_bytes, void *(*run)(void *), void *argument)
{
	pthread_attr_t attributes;
	pthread_t thread;
	int code = pthread_attr_init(&attributes);

	if (code == 0)
		code = pthread_attr_setstacksize(&attributes, stack_bytes);
	if (code == 0)
		code = pthread_create(&thread, &attributes, run, argument);
	pthread_attr_destroy(&attributes);
	return code;
}

/* Only the main thread handles signals about the controller and children. */
int shape_threads_start(void *(*run)(void *argument), void *argument)
{
	sigset_t all, before;
	int code;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	code = start_one((size_t)sysconf(_SC_THREAD_STACK_MIN), run, argument);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return -code;
}

/* Waits until all threads sleep, because a starting thread would disturb the measurement. */
static volatile int asleep;

static void *sleep_on(void *unused)
{
	static volatile int never;

	(void)unused;
	__atomic_add_fetch(&asleep, 1, __ATOMIC_RELEASE);
	for (;;)
		sys_futex_wait(&never, 0);
	return NULL;
}

static int build(const struct keys *keys, struct error *error)
{
	uint64_t count = keys->number[KEY_THREADS];

	for (uint64_t i = 0; i < count; i++) {
		int status = shape_threads_start(sleep_on, NULL);

		if (status < 0)
			return error_set(error, -status,
					 "threads: thread %" PRIu64 " of %" PRIu64
					 " failed: %s (see 'ulimit -u' and the cgroup's pids.max)",
					 i + 1, count, strerror(-status));
	}
	while ((uint64_t)__atomic_load_n(&asleep, __ATOMIC_ACQUIRE) < count)
		sys_sleep_ms(1);
	return 0;
}

static int verify(const struct keys *keys, const struct shape_seen *before,
		  const struct shape_seen *now, struct error *error)
{
	return shape_expect("threads", keys->number[KEY_THREADS], "threads", before->threads,
			    now->threads, error);
}

/* Kernel and libc memory per thread, including both stacks. */
#define THREAD_BYTES 49152

static void needs(const struct keys *keys, uint64_t sums[CAPACITY_COUNT])
{
	uint64_t count = keys->number[KEY_THREADS];

	shape_need(sums, CAPACITY_TASKS, count, 1);
	shape_need(sums, CAPACITY_MAPPINGS, count, SHAPE_THREAD_MAPPINGS);
	shape_need(sums, CAPACITY_MEMORY, count, THREAD_BYTES);
}

SHAPE(THREADS) = {
	.needs = needs,
	.build = build,
	.stage = SHAPE_STAGE_THREADS,
	.verify = verify,
	.sees = SHAPE_SEES_STATUS,
};
