/* room: whether what a case builds fits into this machine. */
#include "room.h"

#include "procbench/sys/hugepages.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/*
 * What the kernel and libc keep of each, generously: a task has a stack of the kernel's, a thread
 * one of its own beside it.
 */
#define ZOMBIE_BYTES  16384
#define THREAD_BYTES  49152
#define BUSY_BYTES    (1u << 20)
#define MAPPING_BYTES 512 /* in the parent and in its child */
#define FILE_BYTES    64  /* in both tables: all are of one open file */
#define PROGRAM_BYTES (32u << 20)

/* What a process has without a shape. */
#define OWN_MAPPINGS 64
#define OWN_FILES    16
#define OWN_TASKS    4

#define MAPPINGS_A_THREAD 2 /* its stack and the page before */

/* Counts from a user may be anything, so nothing may wrap. */
static uint64_t plus(uint64_t a, uint64_t b)
{
	uint64_t sum;

	return __builtin_add_overflow(a, b, &sum) ? UINT64_MAX - 1 : sum;
}

static uint64_t times(uint64_t a, uint64_t b)
{
	uint64_t product;

	return __builtin_mul_overflow(a, b, &product) ? UINT64_MAX - 1 : product;
}

static uint64_t tasks_of(const struct keys *keys)
{
	uint64_t threads = plus(keys->number[KEY_THREADS], keys->number[KEY_BUSY]);

	return plus(threads, plus(keys->number[KEY_ZOMBIES], keys->number[KEY_SPAWNERS]));
}

/* Pages that a child or its parent gets a copy of. */
static uint64_t copied_pages(const struct keys *keys)
{
	return plus(keys->number[KEY_TOUCH], keys->number[KEY_TOUCH_PARENT]);
}

static uint64_t user_memory(const struct keys *keys)
{
	uint64_t bytes = plus(keys->number[KEY_DONTFORK], keys->number[KEY_LOCKED]);

	if (keys->number[KEY_BACKING] != KEY_BACKING_HUGETLB)
		bytes = plus(bytes, keys->number[KEY_RSS]);
	return bytes;
}

/* With page tables, which a child has once more. */
static uint64_t memory_of(const struct keys *keys)
{
	uint64_t page = (uint64_t)sysconf(_SC_PAGESIZE), bytes = user_memory(keys);
	uint64_t pages = plus(copied_pages(keys), keys->number[KEY_DIRTY]);

	bytes = plus(bytes, bytes / (page / sizeof(void *)) * 2);
	bytes = plus(bytes, times(pages, page));
	bytes = plus(bytes, times(keys->number[KEY_ISLANDS], 2 * page + MAPPING_BYTES));
	bytes = plus(bytes, times(keys->number[KEY_VMAS], MAPPING_BYTES));
	bytes = plus(bytes, times(keys->number[KEY_FDS], FILE_BYTES));
	bytes = plus(bytes, times(keys->number[KEY_ZOMBIES], ZOMBIE_BYTES));
	bytes = plus(bytes, times(keys->number[KEY_THREADS], THREAD_BYTES));
	return plus(bytes, times(keys->number[KEY_BUSY], BUSY_BYTES));
}

static uint64_t huge_pages_of(const struct keys *keys)
{
	uint64_t bytes = hugepages_pool_bytes(), rss = keys->number[KEY_RSS];
	uint64_t copies = times(copied_pages(keys), (uint64_t)sysconf(_SC_PAGESIZE));

	if (keys->number[KEY_BACKING] != KEY_BACKING_HUGETLB || bytes == 0)
		return 0;
	return plus(rss, copies) / bytes + (copies % bytes > 0);
}

static uint64_t mappings_of(const struct keys *keys)
{
	uint64_t threads = plus(keys->number[KEY_THREADS], keys->number[KEY_BUSY]);
	uint64_t count = plus(keys->number[KEY_VMAS], keys->number[KEY_ISLANDS]);

	return plus(count, times(threads, MAPPINGS_A_THREAD));
}

void capacity_needs(const struct keys *keys, uint64_t needs[CAPACITY_COUNT])
{
	uint64_t parents = keys->number[KEY_PARALLEL];
	uint64_t bytes = times(plus(memory_of(keys), PROGRAM_BYTES), parents);
	uint64_t tasks = times(plus(tasks_of(keys), OWN_TASKS), parents);

	needs[CAPACITY_MEMORY] = needs[CAPACITY_CGROUP_MEMORY] = bytes;
	needs[CAPACITY_COMMIT] = times(user_memory(keys), parents);
	needs[CAPACITY_LOCKED] = keys->number[KEY_LOCKED];
	needs[CAPACITY_HUGE_PAGES] = times(huge_pages_of(keys), parents);
	needs[CAPACITY_MAPPINGS] = plus(mappings_of(keys), OWN_MAPPINGS);
	needs[CAPACITY_FILES] = plus(keys->number[KEY_FDS], OWN_FILES);
	needs[CAPACITY_USER_TASKS] = needs[CAPACITY_CGROUP_TASKS] = needs[CAPACITY_TASKS] = tasks;
}

/* ---- whose fault it is ---- */

#define MEMORY (1u << CAPACITY_MEMORY | 1u << CAPACITY_CGROUP_MEMORY)
#define COMMIT (1u << CAPACITY_COMMIT)
#define TASKS  (1u << CAPACITY_USER_TASKS | 1u << CAPACITY_CGROUP_TASKS | 1u << CAPACITY_TASKS)

static const struct {
	enum key key;
	unsigned resources;
} askers[] = {
	{KEY_RSS, MEMORY | COMMIT | 1u << CAPACITY_HUGE_PAGES},
	{KEY_TOUCH, MEMORY | 1u << CAPACITY_HUGE_PAGES},
	{KEY_TOUCH_PARENT, MEMORY | 1u << CAPACITY_HUGE_PAGES},
	{KEY_DONTFORK, MEMORY | COMMIT},
	{KEY_LOCKED, MEMORY | COMMIT | 1u << CAPACITY_LOCKED},
	{KEY_VMAS, MEMORY | 1u << CAPACITY_MAPPINGS},
	{KEY_DIRTY, MEMORY},
	{KEY_ISLANDS, MEMORY | 1u << CAPACITY_MAPPINGS},
	{KEY_FDS, MEMORY | 1u << CAPACITY_FILES},
	{KEY_ZOMBIES, MEMORY | TASKS},
	{KEY_THREADS, MEMORY | TASKS | 1u << CAPACITY_MAPPINGS},
	{KEY_BUSY, MEMORY | TASKS | 1u << CAPACITY_MAPPINGS},
	{KEY_SPAWNERS, TASKS},
	{KEY_PARALLEL, MEMORY | COMMIT | TASKS | 1u << CAPACITY_HUGE_PAGES},
};

#define ASKER_COUNT (sizeof(askers) / sizeof(askers[0]))

/* Only a shape is judged: what has none needs no more than the rest of the system. */
static bool has_shape(const struct keys *keys)
{
	for (size_t i = 0; i < ASKER_COUNT; i++)
		if (!keys_is_default(keys, askers[i].key))
			return true;
	return false;
}

static int blame(const struct keys *keys, enum capacity_resource lacking, struct error *error)
{
	struct text who = {0};

	for (size_t i = 0; i < ASKER_COUNT; i++) {
		if (!(askers[i].resources & 1u << lacking) || keys_is_default(keys, askers[i].key))
			continue;
		text_printf(&who, "%s%s=", who.length ? "," : "", key_table[askers[i].key].name);
		keys_add_value(&who, keys, askers[i].key);
	}
	if (who.length)
		error_prefix(error, "%s", text_string(&who));
	text_free(&who);
	return -error->code;
}

int capacity_check(const struct keys *keys, struct error *error)
{
	uint64_t needs[CAPACITY_COUNT], limits[CAPACITY_COUNT];
	enum capacity_resource lacking;
	char *cgroup = strdup(keys->text[KEY_CGROUP]), *words[2] = {NULL};
	int status = 0;

	if (cgroup && has_shape(keys)) {
		bool moves = !keys_is_default(keys, KEY_CGROUP) &&
			     keys_split_words(cgroup, words, 1) == 1;

		capacity_needs(keys, needs);
		capacity_limits(limits, moves ? words[0] : NULL);
		if (capacity_judge(needs, limits, &lacking, error) < 0)
			status = blame(keys, lacking, error);
	}
	free(cgroup);
	return status;
}
