/* plan_probe: whether this machine can do what a case asks for. */
#include "planning.h"

#include "concurrency.h"
#include "room.h"

#include "procbench/sys/cpus.h"
#include "procbench/sys/embedded.h"

#include <errno.h>
#include <string.h>

static int check_place(const struct plan_case *item, struct error *error)
{
	if (item->keys.number[KEY_CPU] != KEY_CPU_OTHER)
		return 0;
	if (cpus_count() < 2)
		return error_set(error, ENODEV, "cpu=other needs a second CPU, and one is allowed");
	if (item->method->creates && !item->method->runs_our_child)
		return error_set(error, ENOTSUP,
				 "cpu=other needs a child that moves itself, and no code of "
				 "procbench runs in a child of %s",
				 item->method->name);
	return 0;
}

static int check_target(const struct plan_case *item, struct error *error)
{
	const struct target *target = plan_target(item);

	return target ? embedded_probe(embedded_target(target), error) : 0;
}

int plan_probe_case(struct plan_case *item, struct error *error)
{
	struct error why = {0};

	if ((!item->method->probe || item->method->probe(&why) == 0) &&
	    (!item->method->probe_keys || item->method->probe_keys(&item->keys, &why) == 0) &&
	    method_probe_keys(item->method, &item->keys, &why) == 0 &&
	    check_place(item, &why) == 0 && capacity_check(&item->keys, &why) == 0 &&
	    check_target(item, &why) == 0 && concurrency_check(&item->keys, &why) == 0)
		return 0;
	item->skipped = strdup(why.text);
	return item->skipped ? 0 : error_no_memory(error);
}
