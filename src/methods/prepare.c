/* prepare: a creation with the state of its method and of its way to reap. */
#include "procbench/methods/joining.h"
#include "procbench/methods/method.h"
#include "procbench/methods/nesting.h"
#include "procbench/methods/reap.h"
#include "procbench/methods/spawn_attrs.h"
#include "procbench/methods/wiring.h"

#include "made_cgroup.h"

#include <stddef.h>

/* Each part begins where malloc's memory would. */
static size_t aligned(size_t bytes)
{
	size_t most = _Alignof(max_align_t);

	return (bytes + most - 1) / most * most;
}

size_t method_state_bytes(const struct method *method)
{
	return aligned(method->state_bytes) + aligned(reap_state_bytes) +
	       aligned(nesting_state_bytes) + aligned(wiring_state_bytes) +
	       aligned(joining_state_bytes);
}

void method_attach(const struct method *method, struct creation *creation, void *memory)
{
	char *at = memory;

	creation->calls = method->calls;
	creation->state = at;
	creation->reaping = (void *)(at += aligned(method->state_bytes));
	creation->nesting = (void *)(at += aligned(reap_state_bytes));
	creation->wiring = (void *)(at += aligned(nesting_state_bytes));
	creation->joining = (void *)(at + aligned(wiring_state_bytes));
}

int method_prepare(const struct method *method, struct creation *creation, const struct keys *keys,
		   struct error *error)
{
	int status = method->prepare ? method->prepare(creation, keys, error) : 0;

	if (status == 0)
		status = reap_prepare(method, creation, keys, error);
	if (status == 0 && method_takes(method, KEY_DEPTH))
		nesting_prepare(creation, keys);
	if (status == 0 && method_takes(method, KEY_JOIN))
		status = joining_prepare(creation, keys, error);
	if (status == 0 && method_takes(method, KEY_STDIO))
		wiring_prepare(creation, keys);
	return status;
}

/* Of the words of attr= and join=, which several methods have. */
static bool makes_cgroup(const struct method *method, const struct keys *keys)
{
	return (method_takes(method, KEY_JOIN) && joining_value(keys).makes) ||
	       (method_takes(method, KEY_ATTR) && spawn_attrs_make_cgroup(keys->number[KEY_ATTR]));
}

void method_tidy(const struct method *method, const struct keys *keys, pid_t subject)
{
	if (method->tidy)
		method->tidy(keys, subject);
	if (makes_cgroup(method, keys))
		made_cgroup_remove(subject);
}
