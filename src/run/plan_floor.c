/* plan_floor: adds the freestanding floor cases. */
#include "planning.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static bool is_same_value(const struct keys *a, const struct keys *b, enum key key)
{
	return a->text[key] ? strcmp(a->text[key], b->text[key]) == 0
			    : a->number[key] == b->number[key];
}

static bool has_kernel(const struct plan_case *item, const char *kernel)
{
	return strcmp(item->keys.text[KEY_KERNEL], kernel) == 0;
}

static bool is_held_against(const struct plan_case *item, const char *floor, const char *kernel)
{
	return has_kernel(item, kernel) && item->method->creates && !item->method->freestanding &&
	       strcmp(method_floor_name(item->method, &item->keys), floor) == 0;
}

/* Whether both execute a program, not necessarily the same. */
static bool execute(const struct keys *a, const struct keys *b)
{
	return strcmp(a->text[KEY_EXEC], "none") != 0 && strcmp(b->text[KEY_EXEC], "none") != 0;
}

/*
 * The keys of a case if all cases of that floor that support the key have the same value, else
 * NULL. For cases that execute different programs, the first one's is used.
 */
static const struct keys *find_shared(const struct plan *plan, const char *floor,
				      const char *kernel, enum key key)
{
	const struct keys *shared = NULL;

	for (size_t i = 0; i < plan->count; i++) {
		const struct plan_case *item = &plan->cases[i];

		if (!is_held_against(item, floor, kernel) || !method_takes(item->method, key))
			continue;
		if (!shared)
			shared = &item->keys;
		else if (!is_same_value(shared, &item->keys, key) &&
			 !(key == KEY_EXEC && execute(shared, &item->keys)))
			return NULL;
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
 * A floor has the keys that all cases of its kind and kernel share, whether given in each spec or
 * as an option, so that the spelling of a case does not change its multiple of the floor.
 */
static int add_floor(struct plan *plan, const char *name, const char *kernel, struct error *error)
{
	struct plan_case *floor;
	int status = plan_add_spec(plan, name, error);

	if (status < 0)
		return status;
	floor = &plan->cases[plan->count - 1];
	floor->implied = true;
	for (int key = 0; key < KEY_COUNT && status == 0; key++) {
		const struct keys *shared = find_shared(plan, name, kernel, (enum key)key);

		if (shared && method_takes(floor->method, (enum key)key) &&
		    !keys_is_default(shared, (enum key)key))
			status = set_like(&floor->keys, shared, (enum key)key, error);
	}
	return status;
}

static bool has_floor(const struct plan *plan, const char *name, const char *kernel)
{
	for (size_t i = 0; i < plan->count; i++)
		if (has_kernel(&plan->cases[i], kernel) &&
		    strcmp(plan->cases[i].method->name, name) == 0)
			return true;
	return false;
}

int plan_add_floors(struct plan *plan, struct error *error)
{
	size_t count = plan->count;
	int status = 0;

	for (size_t i = 0; i < count && status == 0; i++) {
		const struct plan_case *item = &plan->cases[i];
		const char *name = method_floor_name(item->method, &item->keys);
		const char *kernel = item->keys.text[KEY_KERNEL];

		if (item->method->creates && !has_floor(plan, name, kernel))
			status = add_floor(plan, name, kernel, error);
	}
	return status;
}
