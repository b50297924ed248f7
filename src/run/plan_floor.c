/* plan_floor: the freestanding case that stands beside the others. */
#include "planning.h"

#include <stdlib.h>

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

/* The value that an option gives to all cases; NULL when it gives none, or several. */
static char *single_value(const char *list)
{
	char *value = list ? keys_next_part(&list) : NULL;

	if (list) {
		free(value);
		return NULL;
	}
	return value;
}

int plan_add_floor(struct plan *plan, const struct plan_request *request, struct error *error)
{
	struct plan_case *floor;
	int status;

	if (!request->floor || !needs_floor(plan))
		return 0;
	status = plan_add_spec(plan, "floor", error);

	if (status < 0)
		return status;
	floor = &plan->cases[plan->count - 1];
	floor->implied = true;
	for (int key = 0; key < KEY_COUNT && status == 0; key++) {
		char *value = method_takes(floor->method, (enum key)key)
				      ? single_value(request->options[key])
				      : NULL;

		if (value)
			status = keys_set(&floor->keys, (enum key)key, value, error);
		free(value);
	}
	return status;
}
