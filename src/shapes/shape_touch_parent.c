/* shape_touch_parent: pages of rss= that the parent writes before it reaps; see reap.c. */
#include "shape_descriptor.h"
#include "shape_memory.h"

static int check(const struct method *method, const struct keys *keys, struct error *error)
{
	(void)method;
	return shape_memory_check_pages(keys, KEY_TOUCH_PARENT, error);
}

static void needs(const struct keys *keys, uint64_t sums[CAPACITY_COUNT])
{
	shape_need_copies(sums, keys, keys->number[KEY_TOUCH_PARENT]);
}

SHAPE(TOUCH_PARENT) = {.check = check, .needs = needs};
