/* shape_touch: pages of rss= that the child writes, as one of its steps. */
#include "shape_descriptor.h"
#include "shape_memory.h"

#include <errno.h>
#include <inttypes.h>

static int check(const struct method *method, const struct keys *keys, struct error *error)
{
	uint64_t pages = keys->number[KEY_TOUCH];

	if (!method_shares_memory(method, keys))
		return shape_memory_check_pages(keys, KEY_TOUCH, error);
	return error_set(error, EINVAL,
			 "touch=%" PRIu64 " requires a child with its own memory, but with '%s' "
			 "the child shares its parent's (remove it or use fork)",
			 pages, method->name);
}

static void needs(const struct keys *keys, uint64_t sums[CAPACITY_COUNT])
{
	shape_need_copies(sums, keys, keys->number[KEY_TOUCH]);
}

SHAPE(TOUCH) = {.check = check, .needs = needs};
