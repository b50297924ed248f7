/* shape_reap: how the parent waits for its child; implemented by methods/reap. */
#include "shape_descriptor.h"

#include "procbench/methods/reap.h"

static struct shape_facts describe(const struct keys *keys)
{
	const struct reap_strategy *strategy = &reap_table[keys->number[KEY_REAP]];

	return (struct shape_facts){strategy->summary, strategy->probe};
}

SHAPE(REAP) = {.describe = describe};
