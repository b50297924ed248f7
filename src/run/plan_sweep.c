/* plan_sweep: multiplies the cases by the lists of values given as options. */
#include "planning.h"

#include "procbench/base/ranges.h"

#include <stdio.h>
#include <stdlib.h>

int plan_expand_lists(char *lists[KEY_COUNT], const struct plan_request *request,
		      struct error *error)
{
	for (int key = 0; key < KEY_COUNT; key++) {
		if (!request->options[key])
			continue;
		lists[key] = ranges_expand((enum key)key, request->options[key], error);
		if (!lists[key])
			return error_prefix(error, "option '--%s'",
					    keys_option((enum key)key).name);
	}
	return 0;
}

static bool takes_from_option(const struct plan_case *item, enum key key)
{
	return method_takes(item->method, key) && !item->keys.is_explicit[key];
}

static int append_with_value(struct plan *to, const struct plan_case *from, enum key key,
			     const char *value, struct error *error)
{
	struct plan_case item;
	int status = plan_case_copy(&item, from, error);

	if (status == 0 && value)
		status = keys_set(&item.keys, key, value, error);
	if (status == 0)
		return plan_append(to, &item, error);
	plan_case_free(&item);
	return status;
}

/* Makes one case per value of the list. */
static int append_each_value(struct plan *to, const struct plan_case *from, enum key key,
			     const char *list, struct error *error)
{
	char *value;
	int status = 0;

	while (status == 0 && list && (value = keys_next_part(&list))) {
		status = append_with_value(to, from, key, value, error);
		free(value);
	}
	return status;
}

static int refuse_option(enum key key, struct error *error)
{
	char what[96];

	snprintf(what, sizeof(what), "none of the cases supports '--%s'", keys_option(key).name);
	return method_refuse_key(key, what, error);
}

int plan_multiply(struct plan *plan, enum key key, const char *list, struct error *error)
{
	struct plan all = {0};
	bool taken = false;
	int status = 0;

	for (size_t i = 0; i < plan->count && status == 0; i++) {
		const struct plan_case *item = &plan->cases[i];

		if (takes_from_option(item, key))
			status = append_each_value(&all, item, key, list, error);
		else
			status = append_with_value(&all, item, key, NULL, error);
		taken = taken || method_takes(item->method, key);
	}
	if (status == 0 && !taken)
		status = refuse_option(key, error);
	if (status < 0) {
		plan_free(&all);
		return status;
	}
	plan_free(plan);
	*plan = all;
	return 0;
}
