/* plan_floor: the freestanding case that stands beside the others. */
#include "planning.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static bool needs_floor(const struct plan *plan)
{
	bool creates = false;

	for (size_t i = 0; i < plan->count; i++) {
		if (plan->cases[i].method->freestanding)
			return false;
		creates = creates || plan->cases[i].method->creates;
	}
	return creates;
}

static bool is_same_value(const struct keys *a, const struct keys *b, enum key key)
{
	return a->text[key] ? strcmp(a->text[key], b->text[key]) == 0
			    : a->number[key] == b->number[key];
}

/* Of a case, where all cases that create and take the key have the same value; else NULL. */
static const struct keys *find_shared(const struct plan *plan, enum key key)
{
	const struct keys *shared = NULL;

	for (size_t i = 0; i < plan->count; i++) {
		const struct plan_case *item = &plan->cases[i];

		if (!item->method->creates || !method_takes(item->method, key))
			continue;
		if (shared && !is_same_value(shared, &item->keys, key))
			return NULL;
		shared = &item->keys;
	}
	return shared;
}

static int set_like(struct keys *keys, const struct keys *from, enum key key, struct error *error)
{
	char number[24];

	snprintf(number, sizeof(number), "%" PRIu64, from->number[key]);
	return keys_set(keys, key, from->text[key] ? from->text[key] : number, error);
}

/*
 * The floor does what all other cases do, whether that was written in each of them or as an option:
 * how a case is spelled must not change its multiple of the floor.
 */
int plan_add_floor(struct plan *plan, const struct plan_request *request, struct error *error)
{
	struct plan_case *floor;
	size_t others = plan->count;
	int status;

	if (!request->floor || !needs_floor(plan))
		return 0;
	status = plan_add_spec(plan, "floor", error);
	if (status < 0)
		return status;
	floor = &plan->cases[others];
	floor->implied = true;
	plan->count = others; /* it is no case to look at */
	for (int key = 0; key < KEY_COUNT && status == 0; key++) {
		const struct keys *shared = find_shared(plan, (enum key)key);

		if (shared && method_takes(floor->method, (enum key)key) &&
		    !keys_is_default(shared, (enum key)key))
			status = set_like(&floor->keys, shared, (enum key)key, error);
	}
	plan->count = others + 1;
	return status;
}
