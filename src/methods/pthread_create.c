/*
 * pthread_create: libc's pthread_create() and pthread_join().
 *
 * libc caches up to 40 MiB of stacks of joined threads, so after the warm-up no stack is mapped
 * during the call. Stacks beyond that are mapped and unmapped for each thread.
 */
#define _GNU_SOURCE
#include "procbench/methods/method.h"

#include <errno.h>
#include <inttypes.h>
#include <pthread.h>
#include <unistd.h>

struct pthread_create_state {
	pthread_attr_t attributes;
	pthread_t thread;
};

static int pthread_create_check(struct keys *keys, struct error *error)
{
	uint64_t wanted = keys->number[KEY_STACK];
	long least = sysconf(_SC_THREAD_STACK_MIN);

	if (wanted == 0 || least < 0 || wanted >= (uint64_t)least)
		return 0;
	return keys_error(error, EINVAL, keys, KEY_STACK,
			  "is too small (libc requires at least %ld bytes)", least);
}

static int pthread_create_prepare(struct creation *creation, const struct keys *keys,
				  struct error *error)
{
	uint64_t wanted = keys->number[KEY_STACK];
	struct pthread_create_state *state = creation->state;
	int code = pthread_attr_init(&state->attributes);

	if (code == 0 && wanted > 0)
		code = pthread_attr_setstacksize(&state->attributes, wanted);
	if (code)
		return error_set(error, code, "libc refuses a stack of %" PRIu64 " bytes", wanted);
	return 0;
}

static void *run_thread(void *creation)
{
	creation_run_steps(creation);
	return NULL;
}

static long pthread_create_create(struct creation *creation)
{
	struct pthread_create_state *state = creation->state;

	return -pthread_create(&state->thread, &state->attributes, run_thread, creation);
}

static long pthread_create_reap(struct creation *creation, long pid, struct reaped *reaped)
{
	const struct pthread_create_state *state = creation->state;

	(void)reaped;
	return pid < 0 ? 0 : -pthread_join(state->thread, NULL);
}

const struct method method_pthread_create = {
	.name = "pthread_create",
	.summary = "libc's pthread_create() of a thread with stack=, and pthread_join()",
	.call = "until the thread exists; it may already run on another CPU",
	.groups = METHOD_GROUPS_PARENT,
	.own_keys = METHOD_KEY(KEY_STACK),
	.creates = true,
	.floor = "floor-thread",
	.runs_our_child = true,
	.shares_memory = true,
	.state_bytes = sizeof(struct pthread_create_state),
	.check = pthread_create_check,
	.prepare = pthread_create_prepare,
	.calls = {pthread_create_create, pthread_create_reap, creation_settle_nothing},
};
