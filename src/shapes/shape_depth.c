/* shape_depth: the length of a chain of children, made by methods/nesting. */
#define _GNU_SOURCE
#include "shape_descriptor.h"

#include <errno.h>
#include <inttypes.h>
#include <sched.h>

/* Of a child in the chain, beside its copy of the parent's page tables. */
#define CHILD_BYTES (UINT64_C(256) << 10)
/* One entry of a page table per page. */
#define BYTES_PER_TABLE_BYTE 512

/* The flags with which a child cannot make the same call again, by name; NULL: it can. */
static const char *obstacle(const struct method *method, uint64_t flags)
{
	if (method->keeps_child)
		return "its child exists before the call";
	if ((flags & CLONE_VM) && !(flags & CLONE_VFORK))
		return "a child with flags=vm would run on its parent's only spare stack (add "
		       "vfork)";
	if (flags & CLONE_PIDFD)
		return "with flags=pidfd each child would replace its parent's pidfd";
	return NULL;
}

static int check(const struct method *method, const struct keys *keys, struct error *error)
{
	uint64_t depth = keys->number[KEY_DEPTH];
	const char *why =
		obstacle(method, method_takes(method, KEY_FLAGS) ? keys->number[KEY_FLAGS] : 0);

	if (depth == 0 || depth > KEY_DEPTH_MAX)
		return error_set(error, EINVAL, "depth=%" PRIu64 " is not from 1 to %d", depth,
				 KEY_DEPTH_MAX);
	if (!why)
		return 0;
	return error_set(error, EINVAL, "depth=%" PRIu64 " is not possible with '%s': %s", depth,
			 method->name, why);
}

static void needs(const struct keys *keys, uint64_t sums[CAPACITY_COUNT])
{
	uint64_t more = keys->number[KEY_DEPTH] - 1;

	shape_need(sums, CAPACITY_TASKS, more, 1);
	shape_need(sums, CAPACITY_MEMORY, more,
		   CHILD_BYTES + keys->number[KEY_RSS] / BYTES_PER_TABLE_BYTE);
}

SHAPE(DEPTH) = {.check = check, .needs = needs};
