/* plan_work: makes all cases execute the same program if one method always executes. */
#include "planning.h"

/* Sets a value without marking it as explicit. */
static int set_implied(struct keys *keys, enum key key, const char *value, struct error *error)
{
	int status = keys_set(keys, key, value, error);

	keys->is_explicit[key] = false;
	return status;
}

/* The program that an always-executing case imposes on the others, or NULL. */
static const char *work_of_executors(struct plan *plan, struct error *error)
{
	const char *work = NULL;

	for (size_t i = 0; i < plan->count; i++) {
		struct plan_case *item = &plan->cases[i];

		if (!item->method->only_executes)
			continue;
		if (!item->keys.is_explicit[KEY_EXEC] &&
		    set_implied(&item->keys, KEY_EXEC, method_key_default(item->method, KEY_EXEC),
				error) < 0)
			return NULL;
		if (!work)
			work = item->keys.text[KEY_EXEC];
	}
	return work;
}

int plan_share_work(struct plan *plan, struct error *error)
{
	const char *work = work_of_executors(plan, error);
	int status = 0;

	for (size_t i = 0; i < plan->count && work && status == 0; i++) {
		struct plan_case *item = &plan->cases[i];

		if (item->method->only_executes || item->keys.is_explicit[KEY_EXEC] ||
		    !method_takes(item->method, KEY_EXEC))
			continue;
		status = set_implied(&item->keys, KEY_EXEC, work, error);
		plan->work_implied = true;
	}
	return status;
}
