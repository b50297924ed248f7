/* load_many: loads the outlines of many results, on several CPUs, and hands them on in order. */
#define _GNU_SOURCE
#include "procbench/result/load.h"

#include "outline.h"

#include <pthread.h>
#include <sched.h>

#define THREADS_MAX 4
#define WINDOW      32 /* results in memory */

struct slot {
	struct result result;
	struct error error;
	int status;
	bool is_ready;
};

struct pool {
	const char *const *paths;
	size_t count;
	size_t taken;   /* the next path to load */
	size_t visited; /* those that were handed on */
	struct slot slots[WINDOW];
	pthread_mutex_t lock;
	pthread_cond_t changed;
};

static void load(struct slot *slot, const char *path)
{
	slot->error.code = 0;
	slot->status = outline_load(&slot->result, path, OUTLINE_CASES, &slot->error);
}

static void *work(void *context)
{
	struct pool *pool = context;

	pthread_mutex_lock(&pool->lock);
	while (pool->taken < pool->count) {
		size_t index = pool->taken;

		if (index >= pool->visited + WINDOW) {
			pthread_cond_wait(&pool->changed, &pool->lock);
			continue;
		}
		pool->taken++;
		pthread_mutex_unlock(&pool->lock);
		load(&pool->slots[index % WINDOW], pool->paths[index]);
		pthread_mutex_lock(&pool->lock);
		pool->slots[index % WINDOW].is_ready = true;
		pthread_cond_broadcast(&pool->changed);
	}
	pthread_mutex_unlock(&pool->lock);
	return NULL;
}

static struct slot *wait_for(struct pool *pool, size_t index)
{
	struct slot *slot = &pool->slots[index % WINDOW];

	pthread_mutex_lock(&pool->lock);
	while (!slot->is_ready)
		pthread_cond_wait(&pool->changed, &pool->lock);
	pthread_mutex_unlock(&pool->lock);
	return slot;
}

/* Ends the workers early if the visit failed. */
static void give_back(struct pool *pool, struct slot *slot, int status)
{
	pthread_mutex_lock(&pool->lock);
	slot->is_ready = false;
	pool->visited++;
	if (status != 0)
		pool->count = pool->taken;
	pthread_cond_broadcast(&pool->changed);
	pthread_mutex_unlock(&pool->lock);
}

static int visit_all(struct pool *pool, bool has_threads, result_visit *visit, void *context)
{
	int status = 0;

	for (size_t i = 0; i < pool->count; i++) {
		struct slot *slot = has_threads ? wait_for(pool, i) : pool->slots;

		if (!has_threads)
			load(slot, pool->paths[i]);
		if (status == 0)
			status = visit(context, pool->paths[i], &slot->result,
				       slot->status < 0 ? &slot->error : NULL);
		result_free(&slot->result);
		give_back(pool, slot, has_threads ? status : 0);
		if (!has_threads && status != 0)
			break;
	}
	return status;
}

static size_t thread_count(void)
{
	cpu_set_t cpus;
	int count = sched_getaffinity(0, sizeof(cpus), &cpus) == 0 ? CPU_COUNT(&cpus) : 1;

	return count < 2 ? 0 : count < THREADS_MAX ? (size_t)count : THREADS_MAX;
}

int result_load_outlines(const char *const *paths, size_t count, result_visit *visit, void *context)
{
	struct pool pool = {.paths = paths, .count = count};
	pthread_t threads[THREADS_MAX];
	size_t started = 0;
	int status;

	pthread_mutex_init(&pool.lock, NULL);
	pthread_cond_init(&pool.changed, NULL);
	while (count > 1 && started < thread_count() &&
	       pthread_create(&threads[started], NULL, work, &pool) == 0)
		started++;
	status = visit_all(&pool, started > 0, visit, context);
	for (size_t i = 0; i < started; i++)
		pthread_join(threads[i], NULL);
	pthread_mutex_destroy(&pool.lock);
	pthread_cond_destroy(&pool.changed);
	return status;
}
