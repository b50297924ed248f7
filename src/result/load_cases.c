/* load_cases: loads the cases of a saved result. */
#include "json_reader.h"
#include "loaders.h"

#include "procbench/base/keys.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- the parts of a case ---- */

static int read_key(struct reader *reader, const json_t *json, struct result_key *key)
{
	key->is_number = json_is_number(json);
	if (key->is_number)
		return reader_number(reader, json, -INFINITY, &key->number);
	if (!json_is_string(json))
		return reader_wrong_type(reader, "a number or a string", json);
	return reader_text(reader, json, &key->string);
}

/* Reads the members of an object by name until one is invalid. */
static int read_members(struct reader *reader, const json_t *json, struct load_target *target,
			int (*read)(struct reader *reader, const char *name, const json_t *json,
				    struct load_target *target))
{
	const char *name;
	json_t *value;
	int status = 0;

	json_object_foreach((json_t *)json, name, value)
	{
		size_t length = reader_enter(reader, name);

		status = read(reader, name, value, target);
		reader_leave(reader, length, status);
		if (status < 0)
			break;
	}
	return status;
}

static int add_key(struct reader *reader, const char *name, const json_t *json,
		   struct load_target *target)
{
	struct result_key *key = &target->item->keys[target->item->key_count++];
	struct error ignored;
	int known = keys_find(name, strlen(name), &ignored);

	key->name = strdup(known < 0 ? name : key_table[known].name);
	return key->name ? read_key(reader, json, key) : reader_out_of_memory(reader);
}

static int read_keys(struct reader *reader, const json_t *json, struct load_target *target)
{
	if (!json_is_object(json))
		return reader_wrong_type(reader, "an object", json);
	target->item->keys = calloc(json_object_size(json) + 1, sizeof(*target->item->keys));
	return target->item->keys ? read_members(reader, json, target, add_key)
				  : reader_out_of_memory(reader);
}

static int add_failure(struct reader *reader, const char *name, const json_t *json,
		       struct load_target *target)
{
	struct result_case *item = target->item;
	struct result_failure *failure = &item->failures[item->failure_count++];

	failure->name = strdup(name);
	return failure->name ? reader_count(reader, json, &failure->count)
			     : reader_out_of_memory(reader);
}

static int read_errors(struct reader *reader, const json_t *json, struct load_target *target)
{
	struct result_case *item = target->item;

	if (!json_is_object(json))
		return reader_wrong_type(reader, "an object", json);
	item->failures = calloc(json_object_size(json) + 1, sizeof(*item->failures));
	return item->failures ? read_members(reader, json, target, add_failure)
			      : reader_out_of_memory(reader);
}

static int read_spans(struct reader *reader, const json_t *json, struct load_target *target)
{
	int status = 0;

	if (!json_is_object(json))
		return reader_wrong_type(reader, "an object", json);
	for (int span = 0; span < SPAN_COUNT && status == 0; span++) {
		const json_t *value = json_object_get(json, span_table[span].name);
		size_t length = reader_enter(reader, span_table[span].name);

		if (value)
			status = reader_fields(reader, value, &fields_of_span,
					       &target->item->spans[span], NULL, target);
		reader_leave(reader, length, status);
	}
	return status;
}

static int read_ratio(struct reader *reader, const json_t *json, struct load_target *target)
{
	if (json_is_null(json))
		return 0;
	return reader_fields(reader, json, &fields_of_ratio, target->item, NULL, target);
}

static int read_marginal(struct reader *reader, const json_t *json, struct load_target *target)
{
	if (json_is_null(json))
		return 0;
	return reader_fields(reader, json, &fields_of_marginal, target->item, NULL, target);
}

/* ---- launches ---- */

static int read_launch_spans(struct reader *reader, const json_t *json, struct load_target *target)
{
	int status = 0;

	if (!json_is_object(json))
		return reader_wrong_type(reader, "an object", json);
	for (int span = 0; span < SPAN_COUNT && status == 0; span++) {
		const json_t *value = json_object_get(json, span_table[span].name);
		size_t length = reader_enter(reader, span_table[span].name);

		if (value)
			status = reader_number(reader, value, 0, &target->launch->span_ns[span]);
		reader_leave(reader, length, status);
	}
	return status;
}

static const struct part launch_parts[] = {{"span_median_ns", read_launch_spans}, {NULL, NULL}};

/* Pairing requires launches in ascending order of rounds. */
static int read_launch(struct reader *reader, const json_t *json, struct load_target *target)
{
	struct result_launch *launch = target->launch;
	int status;

	for (int span = 0; span < SPAN_COUNT; span++)
		launch->span_ns[span] = NAN;
	fields_clear(&fields_of_launch, launch);
	status = reader_fields(reader, json, &fields_of_launch, launch, launch_parts, target);
	if (status == 0 && launch > target->item->launches && launch->round < launch[-1].round)
		return reader_wrong_value(reader, "rounds must be in ascending order");
	return status;
}

static int read_launches(struct reader *reader, const json_t *json, struct load_target *target)
{
	struct result_case *item = target->item;
	int status = 0;

	if (!json_is_array(json))
		return reader_wrong_type(reader, "a list", json);
	item->launches = calloc(json_array_size(json) + 1, sizeof(*item->launches));
	if (!item->launches)
		return reader_out_of_memory(reader);
	for (size_t i = 0; i < json_array_size(json) && status == 0; i++) {
		size_t length = reader_enter_item(reader, i);

		target->launch = &item->launches[i];
		status = read_launch(reader, json_array_get(json, i), target);
		reader_leave(reader, length, status);
		item->launch_count++;
	}
	return status;
}

/* ---- the histogram ---- */

static int read_bin(struct reader *reader, const json_t *json, struct result_bin *bin)
{
	int status;

	if (!json_is_array(json) || json_array_size(json) != 3)
		return reader_wrong_value(reader, "expected a list of from, to and count");
	status = reader_number(reader, json_array_get(json, 0), 0, &bin->low_ns);
	if (status == 0)
		status = reader_number(reader, json_array_get(json, 1), 0, &bin->high_ns);
	if (status == 0)
		status = reader_count(reader, json_array_get(json, 2), &bin->count);
	if (status == 0 && !(bin->low_ns < bin->high_ns && bin->count > 0))
		status = reader_wrong_value(reader, "it is empty");
	return status;
}

static int read_histogram(struct reader *reader, const json_t *json, struct load_target *target)
{
	struct result_case *item = target->item;
	int status = 0;

	if (!json_is_array(json))
		return reader_wrong_type(reader, "a list", json);
	item->bins = calloc(json_array_size(json) + 1, sizeof(*item->bins));
	if (!item->bins)
		return reader_out_of_memory(reader);
	for (size_t i = 0; i < json_array_size(json) && status == 0; i++) {
		size_t length = reader_enter_item(reader, i);

		status = read_bin(reader, json_array_get(json, i), &item->bins[i]);
		if (status == 0 && i > 0 && item->bins[i].low_ns < item->bins[i - 1].high_ns)
			status = reader_wrong_value(reader, "overlaps the previous bin");
		reader_leave(reader, length, status);
		item->bin_count++;
	}
	return status;
}

/* ---- cases ---- */

static const struct part case_parts[] = {
	{"keys", read_keys},           {"errors", read_errors},
	{"spans", read_spans},         {"ratio", read_ratio},
	{"marginal", read_marginal},   {"launches", read_launches},
	{"histogram", read_histogram}, {"profile", load_profile},
	{"counters", load_counters},   {NULL, NULL},
};

static int read_case(struct reader *reader, const json_t *json, struct result *result)
{
	struct load_target target = {.result = result,
				     .item = &result->cases[result->case_count++]};

	result_clear_case(target.item);
	return reader_fields(reader, json, &fields_of_case, target.item, case_parts, &target);
}

/* Finds the full set of an ablation case; the full set's own `lacks` "" is not saved. */
static int join_ablation(struct reader *reader, const json_t *cases, struct result *result)
{
	for (size_t i = 0; i < result->case_count; i++) {
		const json_t *marginal = json_object_get(json_array_get(cases, i), "marginal");
		const char *to = json_string_value(json_object_get(marginal, "to"));

		for (size_t full = 0; to && full < result->case_count; full++) {
			struct result_case *item = &result->cases[full];

			if (strcmp(item->spec, to) != 0)
				continue;
			result->cases[i].full = full;
			if (!item->lacks)
				item->lacks = strdup("");
			if (!item->lacks)
				return reader_out_of_memory(reader);
			break;
		}
	}
	return 0;
}

/* Converts key names of earlier versions, so that cases match current ones. */
static int renew_specs(struct reader *reader, struct result *result)
{
	for (size_t i = 0; i < result->case_count; i++)
		if (keys_renew_spec(&result->cases[i].spec) < 0)
			return reader_out_of_memory(reader);
	return 0;
}

int load_cases(struct reader *reader, const json_t *json, struct result *result)
{
	size_t count = json_array_size(json);
	int status = 0;

	if (!json_is_array(json))
		return reader_wrong_type(reader, "a list", json);
	if (count > LOAD_CASES_MAX)
		return error_set(reader->error, E2BIG, "cases: %zu exceeds the limit of %d", count,
				 LOAD_CASES_MAX);
	result->cases = calloc(count + 1, sizeof(*result->cases));
	if (!result->cases)
		return reader_out_of_memory(reader);
	for (size_t i = 0; i < count && status == 0; i++) {
		size_t length = reader_enter_item(reader, i);

		status = read_case(reader, json_array_get(json, i), result);
		reader_leave(reader, length, status);
	}
	if (status == 0)
		status = join_ablation(reader, json, result);
	return status == 0 ? renew_specs(reader, result) : status;
}
