/* shape_needs: the resources that the keys of a case need. */
#include "shape_needs.h"

#include "procbench/shapes/shape.h"
#include "procbench/sys/hugepages.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Needs of a process without a shape. */
#define OWN_MAPPINGS  64
#define OWN_FILES     16
#define OWN_TASKS     4
#define PROGRAM_BYTES (32u << 20)

/* ---- sums ---- */

void shape_need(uint64_t needs[CAPACITY_COUNT], enum capacity_resource resource, uint64_t count,
		uint64_t each)
{
	uint64_t product;

	if (__builtin_mul_overflow(count, each, &product) ||
	    __builtin_add_overflow(needs[resource], product, &needs[resource]))
		needs[resource] = UINT64_MAX - 1; /* UINT64_MAX is CAPACITY_UNLIMITED */
}

void shape_need_private(uint64_t needs[CAPACITY_COUNT], uint64_t bytes)
{
	uint64_t page = (uint64_t)sysconf(_SC_PAGESIZE), tables = bytes / (page / sizeof(void *));

	shape_need(needs, CAPACITY_MEMORY, bytes, 1);
	shape_need(needs, CAPACITY_MEMORY, tables, 2);
	shape_need(needs, CAPACITY_COMMIT, bytes, 1);
}

void shape_need_copies(uint64_t needs[CAPACITY_COUNT], const struct keys *keys, uint64_t pages)
{
	uint64_t page = (uint64_t)sysconf(_SC_PAGESIZE), huge = hugepages_pool_bytes();

	shape_need(needs, CAPACITY_MEMORY, pages, page);
	if (keys->number[KEY_BACKING] != KEY_BACKING_HUGETLB || huge == 0)
		return;
	shape_need(needs, CAPACITY_HUGE_PAGES, pages / (huge / page), 1);
	shape_need(needs, CAPACITY_HUGE_PAGES, pages % (huge / page) > 0, 1);
}

static void add_key(const struct keys *keys, int key, uint64_t needs[CAPACITY_COUNT])
{
	if (shape_table[key] && shape_table[key]->needs)
		shape_table[key]->needs(keys, needs);
}

/* Per-process limits; all others are shared by the parents of parallel=. */
static bool is_per_process(enum capacity_resource resource)
{
	return resource == CAPACITY_LOCKED || resource == CAPACITY_MAPPINGS ||
	       resource == CAPACITY_FILES;
}

void shape_needs(const struct keys *keys, uint64_t needs[CAPACITY_COUNT])
{
	memset(needs, 0, CAPACITY_COUNT * sizeof(*needs));
	needs[CAPACITY_MEMORY] = PROGRAM_BYTES;
	needs[CAPACITY_MAPPINGS] = OWN_MAPPINGS;
	needs[CAPACITY_FILES] = OWN_FILES;
	needs[CAPACITY_TASKS] = OWN_TASKS;
	for (int key = 0; key < KEY_COUNT; key++)
		add_key(keys, key, needs);
	for (int i = 0; i < CAPACITY_COUNT; i++) {
		uint64_t one = needs[i];

		needs[i] = 0;
		shape_need(needs, (enum capacity_resource)i, one,
			   is_per_process((enum capacity_resource)i) ? 1
								     : keys->number[KEY_PARALLEL]);
	}
	needs[CAPACITY_CGROUP_MEMORY] = needs[CAPACITY_NODE_MEMORY] = needs[CAPACITY_MEMORY];
	needs[CAPACITY_USER_TASKS] = needs[CAPACITY_CGROUP_TASKS] = needs[CAPACITY_TASKS];
}

/* ---- which keys need too much ---- */

/* The resource to which a descriptor's needs() adds. */
static enum capacity_resource summed_as(enum capacity_resource resource)
{
	switch (resource) {
	case CAPACITY_CGROUP_MEMORY:
	case CAPACITY_NODE_MEMORY:
		return CAPACITY_MEMORY;
	case CAPACITY_USER_TASKS:
	case CAPACITY_CGROUP_TASKS:
		return CAPACITY_TASKS;
	default:
		return resource;
	}
}

static bool asks_for(const struct keys *keys, int key, enum capacity_resource resource)
{
	uint64_t own[CAPACITY_COUNT] = {0};

	if (keys_is_default(keys, (enum key)key))
		return false;
	if (key == KEY_PARALLEL)
		return !is_per_process(resource);
	add_key(keys, key, own);
	return own[summed_as(resource)] > 0;
}

static int blame(const struct keys *keys, enum capacity_resource lacking, struct error *error)
{
	struct text who = {0};

	for (int key = 0; key < KEY_COUNT; key++) {
		bool binds = key == KEY_NUMA && lacking == CAPACITY_NODE_MEMORY;

		if (!binds && !asks_for(keys, key, lacking))
			continue;
		text_printf(&who, "%s%s=", who.length ? "," : "", key_table[key].name);
		keys_add_value(&who, keys, (enum key)key);
	}
	if (who.length)
		error_prefix(error, "%s", text_string(&who));
	text_free(&who);
	return -error->code;
}

static void narrow(const struct keys *keys, uint64_t limits[CAPACITY_COUNT])
{
	for (int key = 0; key < KEY_COUNT; key++)
		if (shape_table[key] && shape_table[key]->narrow &&
		    !keys_is_default(keys, (enum key)key))
			shape_table[key]->narrow(keys, limits);
}

/* A case without a shape needs no more than any program, so it is always measured. */
static bool has_needs(const struct keys *keys)
{
	for (int key = 0; key < KEY_COUNT; key++)
		for (int i = 0; i < CAPACITY_COUNT; i++)
			if (asks_for(keys, key, (enum capacity_resource)i))
				return true;
	return false;
}

int shape_fits(const struct keys *keys, uint64_t beside_bytes, struct error *error)
{
	uint64_t needs[CAPACITY_COUNT], limits[CAPACITY_COUNT];
	enum capacity_resource lacking;
	char *cgroup = strdup(keys->text[KEY_CGROUP]), *words[2] = {NULL};
	int status = 0;

	if (cgroup && (beside_bytes > 0 || has_needs(keys))) {
		bool moves = !keys_is_default(keys, KEY_CGROUP) &&
			     keys_split_words(cgroup, words, 1) == 1;

		shape_needs(keys, needs);
		shape_need(needs, CAPACITY_MEMORY, beside_bytes, 1);
		shape_need(needs, CAPACITY_CGROUP_MEMORY, beside_bytes, 1);
		capacity_limits(limits, moves ? words[0] : NULL);
		narrow(keys, limits);
		if (capacity_judge(needs, limits, &lacking, error) < 0)
			status = blame(keys, lacking, error);
	}
	free(cgroup);
	return status;
}
