/* plan_probe: checks whether this machine supports each case. */
#include "planning.h"

#include "procbench/shapes/shape.h"

#include <string.h>

int plan_probe_case(struct plan_case *item, struct error *error)
{
	struct error why = {0};

	if (item->skipped)
		return 0;
	if ((!item->method->probe || item->method->probe(&why) == 0) &&
	    (!item->method->probe_keys || item->method->probe_keys(&item->keys, &why) == 0) &&
	    shape_probe(item->method, &item->keys, &why) == 0)
		return 0;
	item->skipped = strdup(why.text);
	return item->skipped ? 0 : error_no_memory(error);
}
