/* plan_cases: the list of cases of a plan. */
#include "planning.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

void plan_case_free(struct plan_case *item)
{
	free(item->spec);
	free(item->skipped);
	free(item->lacks);
	keys_free(&item->keys);
}

void plan_free(struct plan *plan)
{
	for (size_t i = 0; i < plan->count; i++)
		plan_case_free(&plan->cases[i]);
	free(plan->cases);
	text_list_free(&plan->notes);
	text_free(&plan->likeness);
	*plan = (struct plan){0};
}

bool plan_executes(const struct plan_case *item)
{
	return strcmp(item->keys.text[KEY_EXEC], "none") != 0;
}

const struct target *plan_target(const struct plan_case *item)
{
	return target_find(item->keys.text[KEY_EXEC]);
}

bool plan_can_stamp(const struct plan_case *item)
{
	if (item->keys.number[KEY_SPAWNERS] > 1 && plan_executes(item))
		return false; /* a target has one stamp slot, but there are several spawners */
	return item->method->creates && (item->method->runs_our_child || plan_target(item));
}

int plan_append(struct plan *plan, struct plan_case *item, struct error *error)
{
	struct plan_case *cases = realloc(plan->cases, (plan->count + 1) * sizeof(*cases));

	if (!cases) {
		plan_case_free(item);
		return error_no_memory(error);
	}
	plan->cases = cases;
	cases[plan->count++] = *item;
	return 0;
}

int plan_note(struct plan *plan, char *note, struct error *error)
{
	int status = note ? text_list_add(&plan->notes, "%s", note) : -ENOMEM;

	free(note);
	return status == 0 ? 0 : error_no_memory(error);
}

int plan_case_copy(struct plan_case *to, const struct plan_case *from, struct error *error)
{
	*to = *from;
	to->spec = to->skipped = to->lacks = NULL;
	return keys_copy(&to->keys, &from->keys, error);
}
