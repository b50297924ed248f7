/* plan: turns the user's request into the list of cases to measure. */
#include "planning.h"

#include <errno.h>
#include <stdlib.h>

static int check_cases(struct plan *plan, size_t from, struct error *error)
{
	int status = 0;

	for (size_t i = from; i < plan->count && status == 0; i++)
		status = plan_check_case(&plan->cases[i], error);
	return status;
}

static bool any_has_kernel(const struct plan *plan)
{
	for (size_t i = 0; i < plan->count; i++)
		if (!keys_is_default(&plan->cases[i].keys, KEY_KERNEL))
			return true;
	return false;
}

static int build(struct plan *plan, const struct plan_request *request, struct error *error)
{
	size_t asked;
	int status = 0;

	if (request->ablate && request->options[KEY_FLAGS])
		status = error_set(error, EINVAL, "'--ablate' cannot be combined with '--flags'");
	for (size_t i = 0; i < request->spec_count && status == 0; i++)
		status = plan_add_spec(plan, request->specs[i], error);
	for (int key = 0; key < KEY_COUNT && status == 0; key++)
		if (request->options[key])
			status = plan_multiply(plan, (enum key)key, request->options[key], error);
	if (status == 0 && request->ablate)
		status = plan_ablate(plan, request->ablate, error);
	if (status == 0)
		status = plan_like(plan, error);
	if (status == 0)
		status = plan_share_work(plan, error);
	if (status == 0)
		status = check_cases(plan, 0, error);
	asked = plan->count;
	if (status == 0 && request->floor)
		status = plan_add_floors(plan, error);
	if (status == 0)
		status = check_cases(plan, asked, error);
	plan->in_guests = request->in_guests || any_has_kernel(plan);
	plan->unrelated = request->unrelated;
	for (size_t i = 0; i < plan->count && status == 0 && !plan->in_guests; i++)
		status = plan_probe_case(&plan->cases[i], error);
	return status;
}

int plan_build(struct plan *plan, const struct plan_request *request, struct error *error)
{
	struct plan_request written_out = *request;
	char *lists[KEY_COUNT] = {0};
	int status = plan_expand_lists(lists, request, error);

	*plan = (struct plan){0};
	for (int key = 0; key < KEY_COUNT; key++)
		written_out.options[key] = lists[key];
	if (status == 0)
		status = build(plan, &written_out, error);
	for (int key = 0; key < KEY_COUNT; key++)
		free(lists[key]);
	return status;
}
