/* shape_thp: private memory in transparent huge pages, beside that of rss=. */
#include "shape_descriptor.h"
#include "shape_memory.h"

#include "procbench/base/units.h"
#include "procbench/sys/hugepages.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>

static int build(const struct keys *keys, struct error *error)
{
	void *memory;
	int status = shape_memory_huge(&memory, keys->number[KEY_THP]);

	if (status == 0)
		return 0;
	return error_set(error, -status, "thp: cannot have %" PRIu64 " bytes of memory: %s",
			 keys->number[KEY_THP], strerror(-status));
}

static int verify(const struct keys *keys, const struct shape_seen *before,
		  const struct shape_seen *now, struct error *error)
{
	return shape_memory_verify_huge("thp", keys, before, now, error);
}

static struct shape_facts describe(const struct keys *keys)
{
	(void)keys;
	return (struct shape_facts){NULL, hugepages_thp_probe};
}

/* Never rounded, so that what is measured is what was asked for. */
static int probe(const struct method *method, const struct keys *keys, struct error *error)
{
	uint64_t unit = hugepages_thp_bytes();
	struct text page = {0};

	(void)method;
	if (keys->number[KEY_THP] % unit == 0)
		return 0;
	units_add_bytes(&page, unit);
	keys_error(error, EINVAL, keys, KEY_THP, "is not a multiple of %s, the size of a huge page",
		   text_string(&page));
	text_free(&page);
	return -EINVAL;
}

static void needs(const struct keys *keys, uint64_t sums[CAPACITY_COUNT])
{
	shape_need_private(sums, keys->number[KEY_THP]);
}

SHAPE(THP) = {
	.describe = describe,
	.probe = probe,
	.needs = needs,
	.build = build,
	.stage = SHAPE_STAGE_MEMORY,
	.verify = verify,
	.sees = SHAPE_SEES_MEMORY,
};
