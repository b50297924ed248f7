/* shape_backing: what backs the memory of rss=, which shape_rss builds. */
#include "shape_descriptor.h"

#include "procbench/sys/hugepages.h"

#include <errno.h>

static struct shape_facts describe(const struct keys *keys)
{
	static const struct shape_facts facts[KEY_BACKING_COUNT] = {
		[KEY_BACKING_4K] = {"rss= in small pages, private and written", NULL},
		[KEY_BACKING_THP] = {"rss= in transparent huge pages, private and written",
				     hugepages_thp_probe},
		[KEY_BACKING_HUGETLB] = {"rss= in hugetlb pages, private and written",
					 hugepages_pool_probe},
		[KEY_BACKING_SHARED] = {"rss= in shared memory, written", NULL},
		[KEY_BACKING_FILE] = {"rss= in a private file mapping, read but not written", NULL},
	};

	if (keys->number[KEY_FOLIO] > 0) /* checked by shape_folio */
		return (struct shape_facts){0};
	return facts[keys->number[KEY_BACKING]];
}

static int check(const struct method *method, const struct keys *keys, struct error *error)
{
	(void)method;
	if (keys->number[KEY_RSS] > 0)
		return 0;
	return error_set(error, EINVAL, "backing=%s requires rss= (add rss=SIZE)",
			 keys->text[KEY_BACKING]);
}

SHAPE(BACKING) = {.describe = describe, .check = check};
