/* plan: from what the user wrote to the cases that are measured. */
#include "procbench/run/plan.h"

#include "ablate.h"
#include "concurrency.h"
#include "like.h"
#include "room.h"

#include "procbench/base/ranges.h"
#include "procbench/sys/cpus.h"
#include "procbench/sys/embedded.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static int out_of_memory(struct error *error)
{
	return error_set(error, ENOMEM, "out of memory");
}

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
	for (size_t i = 0; i < plan->note_count; i++)
		free(plan->notes[i]);
	free(plan->cases);
	free(plan->notes);
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
		return false; /* a target knows one place to stamp, and there are several */
	return item->method->creates && (item->method->runs_our_child || plan_target(item));
}

int plan_append(struct plan *plan, struct plan_case *item, struct error *error)
{
	struct plan_case *cases = realloc(plan->cases, (plan->count + 1) * sizeof(*cases));

	if (!cases) {
		plan_case_free(item);
		return out_of_memory(error);
	}
	plan->cases = cases;
	cases[plan->count++] = *item;
	return 0;
}

int plan_note(struct plan *plan, char *note, struct error *error)
{
	char **notes = note ? realloc(plan->notes, (plan->note_count + 1) * sizeof(*notes)) : NULL;

	if (!notes) {
		free(note);
		return out_of_memory(error);
	}
	plan->notes = notes;
	for (size_t i = 0; i < plan->note_count; i++)
		if (strcmp(notes[i], note) == 0) {
			free(note);
			return 0;
		}
	notes[plan->note_count++] = note;
	return 0;
}

/* ---- one spec ---- */

static int set_spoken_key(struct plan_case *item, const char *part, struct error *error)
{
	size_t length = strcspn(part, "=");
	int key = keys_find(part, length, error);

	if (key < 0)
		return key;
	if (part[length] != '=')
		return error_set(error, EINVAL, "key '%s' has no value (write %s=%s)", part, part,
				 key_table[key].value);
	if (!method_takes(item->method, (enum key)key))
		return error_set(error, EINVAL, "method '%s' takes no key '%s'", item->method->name,
				 key_table[key].name);
	if (item->keys.is_explicit[key])
		return error_set(error, EINVAL, "key '%s' is there twice", key_table[key].name);
	return keys_set(&item->keys, (enum key)key, part + length + 1, error);
}

static int read_spec(struct plan_case *item, const char *spec, struct error *error)
{
	size_t length = strcspn(spec, ":");
	const char *at = spec[length] == ':' ? spec + length + 1 : NULL;
	char *part;
	int status = 0;

	item->method = method_find(spec, length, error);
	if (!item->method)
		return -error->code;
	while (status == 0 && at && (part = keys_next_part(&at))) {
		status = set_spoken_key(item, part, error);
		free(part);
	}
	return status < 0 ? error_prefix(error, "case '%s'", spec) : 0;
}

static int add_spec(struct plan *plan, const char *spec, struct error *error)
{
	struct plan_case item = {0};
	int status = keys_init(&item.keys, error);

	if (status == 0)
		status = read_spec(&item, spec, error);
	if (status == 0)
		return plan_append(plan, &item, error);
	plan_case_free(&item);
	return status;
}

/* ---- the options' lists ---- */

static bool takes_from_option(const struct plan_case *item, enum key key)
{
	return method_takes(item->method, key) && !item->keys.is_explicit[key];
}

int plan_case_copy(struct plan_case *to, const struct plan_case *from, struct error *error)
{
	*to = *from;
	to->spec = to->skipped = to->lacks = NULL;
	return keys_copy(&to->keys, &from->keys, error);
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

/* One case for each value of the list. */
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

static int multiply(struct plan *plan, enum key key, const char *list, struct error *error)
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
		status = error_set(error, EINVAL, "none of these cases takes '--%s'",
				   key_table[key].name);
	if (status < 0) {
		plan_free(&all);
		return status;
	}
	plan_free(plan);
	*plan = all;
	return 0;
}

/* ---- like with like ---- */

/* Sets a value that the user did not say. */
static int set_implied(struct keys *keys, enum key key, const char *value, struct error *error)
{
	int status = keys_set(keys, key, value, error);

	keys->is_explicit[key] = false;
	return status;
}

/* What a case that can only execute makes the others execute; NULL when there is no such case. */
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

static int share_work(struct plan *plan, struct error *error)
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

/* ---- the floor ---- */

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

static int add_floor(struct plan *plan, const struct plan_request *request, struct error *error)
{
	struct plan_case *floor;
	int status = add_spec(plan, "floor", error);

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

/* ---- what cannot be ---- */

static int check_case(struct plan_case *item, struct error *error)
{
	if (item->method->only_executes && !plan_executes(item))
		return error_set(error, EINVAL,
				 "method '%s' can only execute: exec=none makes no sense",
				 item->method->name);
	if (item->method->check && item->method->check(&item->keys, error) < 0)
		return -error->code;
	return method_check_keys(item->method, &item->keys, error);
}

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

static int find_obstacle(struct plan_case *item, struct error *error)
{
	struct error why = {0};

	if ((!item->method->probe || item->method->probe(&why) == 0) &&
	    (!item->method->probe_keys || item->method->probe_keys(&item->keys, &why) == 0) &&
	    method_probe_keys(item->method, &item->keys, &why) == 0 &&
	    check_place(item, &why) == 0 && capacity_check(&item->keys, &why) == 0 &&
	    check_target(item, &why) == 0 && concurrency_check(&item->keys, &why) == 0)
		return 0;
	item->skipped = strdup(why.text);
	return item->skipped ? 0 : out_of_memory(error);
}

/* The method, then what differs from its defaults, in the key table's order. */
static int name_case(struct plan_case *item, struct error *error)
{
	struct text spec = {0}, value = {0};
	char separator = ':';

	text_add(&spec, item->method->name);
	for (int key = 0; key < KEY_COUNT; key++) {
		text_clear(&value);
		keys_add_value(&value, &item->keys, (enum key)key);
		if (strcmp(text_string(&value), method_key_default(item->method, (enum key)key)) ==
		    0)
			continue;
		text_printf(&spec, "%c%s=%s", separator, key_table[key].name, text_string(&value));
		separator = ',';
	}
	item->spec = value.failed ? NULL : text_take(&spec);
	text_free(&value);
	text_free(&spec);
	return item->spec ? 0 : out_of_memory(error);
}

/* What is wrong with it, of whichever of the cases that the options made. */
static int name_wrong_case(struct plan_case *item, struct error *error)
{
	struct error ignored;

	if (name_case(item, &ignored) < 0)
		return -error->code;
	return error_prefix(error, "case '%s'", item->spec);
}

static int check_and_name(struct plan_case *item, struct error *error)
{
	return check_case(item, error) < 0 ? name_wrong_case(item, error) : name_case(item, error);
}

int plan_read_case(struct plan_case *item, const char *spec, struct error *error)
{
	int status;

	*item = (struct plan_case){0};
	status = keys_init(&item->keys, error);
	if (status == 0)
		status = read_spec(item, spec, error);
	return status == 0 ? check_and_name(item, error) : status;
}

static int finish_case(struct plan_case *item, struct error *error)
{
	int status = check_and_name(item, error);

	return status == 0 ? find_obstacle(item, error) : status;
}

/* ---- the whole ---- */

/* Puts the options' lists, with their ranges written out, into `lists`. */
static int expand_lists(char *lists[KEY_COUNT], const struct plan_request *request,
			struct error *error)
{
	for (int key = 0; key < KEY_COUNT; key++) {
		if (!request->options[key])
			continue;
		lists[key] = ranges_expand((enum key)key, request->options[key], error);
		if (!lists[key])
			return error_prefix(error, "option '--%s'", key_table[key].name);
	}
	return 0;
}

static int build(struct plan *plan, const struct plan_request *request, struct error *error)
{
	int status = 0;

	if (request->ablate && request->options[KEY_FLAGS])
		status = error_set(error, EINVAL, "say '--ablate' or '--flags', not both");
	for (size_t i = 0; i < request->spec_count && status == 0; i++)
		status = add_spec(plan, request->specs[i], error);
	for (int key = 0; key < KEY_COUNT && status == 0; key++)
		if (request->options[key])
			status = multiply(plan, (enum key)key, request->options[key], error);
	if (status == 0 && request->ablate)
		status = ablate_plan(plan, request->ablate, error);
	if (status == 0)
		status = like_plan(plan, error);
	if (status == 0 && request->floor && needs_floor(plan))
		status = add_floor(plan, request, error);
	if (status == 0)
		status = share_work(plan, error);
	for (size_t i = 0; i < plan->count && status == 0; i++)
		status = finish_case(&plan->cases[i], error);
	return status;
}

int plan_build(struct plan *plan, const struct plan_request *request, struct error *error)
{
	struct plan_request written_out = *request;
	char *lists[KEY_COUNT] = {0};
	int status = expand_lists(lists, request, error);

	*plan = (struct plan){0};
	for (int key = 0; key < KEY_COUNT; key++)
		written_out.options[key] = lists[key];
	if (status == 0)
		status = build(plan, &written_out, error);
	for (int key = 0; key < KEY_COUNT; key++)
		free(lists[key]);
	return status;
}
