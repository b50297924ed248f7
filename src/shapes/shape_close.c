/* shape_close: how the child closes its descriptors; implemented by methods/closing. */
#include "shape_descriptor.h"

#include "procbench/methods/closing.h"

#include <errno.h>

static struct shape_facts describe(const struct keys *keys)
{
	const struct closing *closing = &closing_table[keys->number[KEY_CLOSE]];

	return (struct shape_facts){closing->summary, closing->probe};
}

static int check(const struct method *method, const struct keys *keys, struct error *error)
{
	if (!method_shares_files(method, keys))
		return 0;
	return error_set(error, EINVAL,
			 "close=%s cannot be combined with flags=files: the child would close its "
			 "parent's descriptors in the shared table (remove one)",
			 keys->text[KEY_CLOSE]);
}

SHAPE(CLOSE) = {.describe = describe, .check = check};
