/*
 * load_json: schema procbench/1.
 *
 * jansson itself refuses what is nested deeper than 2048, numbers that no double or 64-bit integer
 * holds, NaN and infinities, strings that are not UTF-8 or hold a NUL, and (as told) a key that is
 * there twice.
 */
#include "loaders.h"

#include "procbench/base/text.h"
#include "procbench/result/fields.h"
#include "procbench/result/load.h"

#include <errno.h>
#include <inttypes.h>
#include <jansson.h>
#include <malloc.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Where the reader stands, for messages: "cases[3].spans.total". */
struct reader {
	struct text place;
	struct error *error;
};

/* ---- bounded memory ---- */

/* An empty object of two bytes takes a hundred times as much, so what a file may need is counted.
 */
static size_t memory_used;
static bool memory_refused; /* jansson does not always say so */

static void *bounded_malloc(size_t size)
{
	void *memory = NULL;

	if (size <= RESULT_LOAD_MEMORY_MAX - memory_used)
		memory = malloc(size);
	if (memory && malloc_usable_size(memory) > RESULT_LOAD_MEMORY_MAX - memory_used) {
		free(memory);
		memory = NULL;
	}
	if (memory)
		memory_used += malloc_usable_size(memory);
	memory_refused = memory_refused || !memory;
	return memory;
}

static void bounded_free(void *memory)
{
	if (memory)
		memory_used -= malloc_usable_size(memory);
	free(memory);
}

/* ---- places and complaints ---- */

static size_t enter(struct reader *reader, const char *name)
{
	size_t length = reader->place.length;

	if (length > 0)
		text_add_char(&reader->place, '.');
	text_add(&reader->place, name);
	return length;
}

static size_t enter_item(struct reader *reader, size_t index)
{
	size_t length = reader->place.length;

	text_printf(&reader->place, "[%zu]", index);
	return length;
}

static int leave(struct reader *reader, size_t length, int status)
{
	reader->place.length = length;
	if (reader->place.data)
		reader->place.data[length] = '\0';
	return status;
}

static int out_of_memory(struct reader *reader)
{
	return error_set(reader->error, ENOMEM, "out of memory");
}

static int wrong_value(struct reader *reader, const char *problem)
{
	return error_set(reader->error, EINVAL, "%s: %s", text_string(&reader->place), problem);
}

static const char *type_name(const json_t *json)
{
	static const char *const names[] = {
		[JSON_OBJECT] = "an object",    [JSON_ARRAY] = "a list",
		[JSON_STRING] = "a string",     [JSON_INTEGER] = "a whole number",
		[JSON_REAL] = "a number",       [JSON_TRUE] = "true or false",
		[JSON_FALSE] = "true or false", [JSON_NULL] = "null",
	};

	return names[json_typeof(json)];
}

static int wrong_type(struct reader *reader, const char *wanted, const json_t *json)
{
	return error_set(reader->error, EINVAL, "%s: expected %s, not %s",
			 text_string(&reader->place), wanted, type_name(json));
}

/* ---- single values ---- */

static int read_count(struct reader *reader, const json_t *json, uint64_t *count)
{
	if (!json_is_integer(json))
		return wrong_type(reader, "a whole number", json);
	if (json_integer_value(json) < 0)
		return wrong_value(reader, "it is below 0");
	*count = (uint64_t)json_integer_value(json);
	return 0;
}

static int read_number(struct reader *reader, const json_t *json, double least, double *number)
{
	*number = NAN;
	if (json_is_null(json))
		return 0;
	if (!json_is_number(json))
		return wrong_type(reader, "a number", json);
	*number = json_number_value(json);
	return *number < least ? wrong_value(reader, "it is below 0") : 0;
}

static int read_text(struct reader *reader, const json_t *json, char **text)
{
	char *copy;

	if (json_is_null(json))
		return 0;
	if (!json_is_string(json))
		return wrong_type(reader, "a string", json);
	copy = strdup(json_string_value(json));
	if (!copy)
		return out_of_memory(reader);
	free(*text); /* the other place that says the same */
	*text = copy;
	return 0;
}

static int read_bool(struct reader *reader, const json_t *json, bool *value)
{
	if (!json_is_boolean(json))
		return wrong_type(reader, "true or false", json);
	*value = json_is_true(json);
	return 0;
}

static int read_stop(struct reader *reader, const json_t *json, const char **word)
{
	if (json_is_null(json))
		return 0;
	if (!json_is_string(json))
		return wrong_type(reader, "a string", json);
	*word = load_stop(json_string_value(json));
	return *word ? 0 : wrong_value(reader, "it is none of iters, precision, time, signal");
}

static int read_verdict(struct reader *reader, const json_t *json, enum verdict *verdict)
{
	if (!json_is_string(json))
		return wrong_type(reader, "a string", json);
	for (int i = 0; i < VERDICT_COUNT; i++)
		if (strcmp(verdict_words[i], json_string_value(json)) == 0) {
			*verdict = (enum verdict)i;
			return 0;
		}
	return wrong_value(reader, "it is none of no-regression, regression, inconclusive");
}

/* ---- the fields of one object ---- */

struct target {
	struct result *result;
	struct result_case *item;
	struct result_launch *launch;
};

/* What reads a part, by its name. */
struct part {
	const char *name;
	int (*read)(struct reader *reader, const json_t *json, struct target *target);
};

static int read_part(struct reader *reader, const json_t *json, const struct field *field,
		     const struct part *parts, struct target *target)
{
	for (; parts && parts->name; parts++)
		if (strcmp(parts->name, field->name) == 0)
			return parts->read(reader, json, target);
	return 0;
}

static int read_field(struct reader *reader, const json_t *json, const struct field *field,
		      void *member)
{
	switch (field->kind) {
	case FIELD_SETTING:
		if (json_is_null(json))
			return 0;
		return read_count(reader, json, member);
	case FIELD_COUNT:
		return read_count(reader, json, member);
	case FIELD_MAGNITUDE:
		return read_number(reader, json, 0, member);
	case FIELD_NUMBER:
		return read_number(reader, json, -INFINITY, member);
	case FIELD_BOOL:
		return read_bool(reader, json, member);
	case FIELD_TEXT:
		if (field->required && json_is_null(json))
			return wrong_type(reader, "a string", json);
		return read_text(reader, json, member);
	case FIELD_STOP:
		return read_stop(reader, json, member);
	case FIELD_VERDICT:
		return read_verdict(reader, json, member);
	case FIELD_PART:
		break;
	}
	return 0;
}

static int read_fields(struct reader *reader, const json_t *json, const struct field_list *list,
		       void *base, const struct part *parts, struct target *target)
{
	int status = 0;

	if (!json_is_object(json))
		return wrong_type(reader, "an object", json);
	for (size_t i = 0; i < list->count && status == 0; i++) {
		const struct field *field = &list->items[i];
		const json_t *value = json_object_get(json, field->name);
		size_t length = enter(reader, field->name);

		if (!value && field->required)
			status = wrong_value(reader, "it is missing");
		else if (value && field->kind == FIELD_PART)
			status = read_part(reader, value, field, parts, target);
		else if (value)
			status = read_field(reader, value, field, (char *)base + field->offset);
		leave(reader, length, status);
	}
	return status;
}

/* ---- the parts of a case ---- */

static int read_key(struct reader *reader, const json_t *json, struct result_key *key)
{
	key->is_number = json_is_number(json);
	if (key->is_number)
		return read_number(reader, json, -INFINITY, &key->number);
	if (!json_is_string(json))
		return wrong_type(reader, "a number or a string", json);
	return read_text(reader, json, &key->string);
}

static int read_keys(struct reader *reader, const json_t *json, struct target *target)
{
	struct result_case *item = target->item;
	const char *name;
	json_t *value;
	int status = 0;

	if (!json_is_object(json))
		return wrong_type(reader, "an object", json);
	item->keys = calloc(json_object_size(json) + 1, sizeof(*item->keys));
	if (!item->keys)
		return out_of_memory(reader);
	json_object_foreach((json_t *)json, name, value)
	{
		size_t length = enter(reader, name);
		struct result_key *key = &item->keys[item->key_count++];

		key->name = strdup(name);
		status = key->name ? read_key(reader, value, key) : out_of_memory(reader);
		leave(reader, length, status);
		if (status < 0)
			break;
	}
	return status;
}

static int read_errors(struct reader *reader, const json_t *json, struct target *target)
{
	struct result_case *item = target->item;
	const char *name;
	json_t *value;
	int status = 0;

	if (!json_is_object(json))
		return wrong_type(reader, "an object", json);
	item->failures = calloc(json_object_size(json) + 1, sizeof(*item->failures));
	if (!item->failures)
		return out_of_memory(reader);
	json_object_foreach((json_t *)json, name, value)
	{
		size_t length = enter(reader, name);
		struct result_failure *failure = &item->failures[item->failure_count++];

		failure->name = strdup(name);
		status = failure->name ? read_count(reader, value, &failure->count)
				       : out_of_memory(reader);
		leave(reader, length, status);
		if (status < 0)
			break;
	}
	return status;
}

static int read_spans(struct reader *reader, const json_t *json, struct target *target)
{
	int status = 0;

	if (!json_is_object(json))
		return wrong_type(reader, "an object", json);
	for (int span = 0; span < SPAN_COUNT && status == 0; span++) {
		const json_t *value = json_object_get(json, span_table[span].name);
		size_t length = enter(reader, span_table[span].name);

		if (value)
			status = read_fields(reader, value, &fields_of_span,
					     &target->item->spans[span], NULL, target);
		leave(reader, length, status);
	}
	return status;
}

static int read_ratio(struct reader *reader, const json_t *json, struct target *target)
{
	if (json_is_null(json))
		return 0;
	return read_fields(reader, json, &fields_of_ratio, target->item, NULL, target);
}

static int read_marginal(struct reader *reader, const json_t *json, struct target *target)
{
	if (json_is_null(json))
		return 0;
	return read_fields(reader, json, &fields_of_marginal, target->item, NULL, target);
}

/* ---- launches ---- */

static int read_launch_spans(struct reader *reader, const json_t *json, struct target *target)
{
	int status = 0;

	if (!json_is_object(json))
		return wrong_type(reader, "an object", json);
	for (int span = 0; span < SPAN_COUNT && status == 0; span++) {
		const json_t *value = json_object_get(json, span_table[span].name);
		size_t length = enter(reader, span_table[span].name);

		if (value)
			status = read_number(reader, value, 0, &target->launch->span_ns[span]);
		leave(reader, length, status);
	}
	return status;
}

static const struct part launch_parts[] = {{"span_median_ns", read_launch_spans}, {NULL, NULL}};

/* Pairing by rounds goes through the launches once, in order. */
static int read_launch(struct reader *reader, const json_t *json, struct target *target)
{
	struct result_launch *launch = target->launch;
	int status;

	for (int span = 0; span < SPAN_COUNT; span++)
		launch->span_ns[span] = NAN;
	launch->per_second = launch->cpu_ns = NAN;
	status = read_fields(reader, json, &fields_of_launch, launch, launch_parts, target);
	if (status == 0 && launch > target->item->launches && launch->round < launch[-1].round)
		return wrong_value(reader, "its round is before that of the launch above");
	return status;
}

static int read_launches(struct reader *reader, const json_t *json, struct target *target)
{
	struct result_case *item = target->item;
	int status = 0;

	if (!json_is_array(json))
		return wrong_type(reader, "a list", json);
	item->launches = calloc(json_array_size(json) + 1, sizeof(*item->launches));
	if (!item->launches)
		return out_of_memory(reader);
	for (size_t i = 0; i < json_array_size(json) && status == 0; i++) {
		size_t length = enter_item(reader, i);

		target->launch = &item->launches[i];
		status = read_launch(reader, json_array_get(json, i), target);
		leave(reader, length, status);
		item->launch_count++;
	}
	return status;
}

/* ---- cases ---- */

static const struct part case_parts[] = {
	{"keys", read_keys},   {"errors", read_errors},     {"spans", read_spans},
	{"ratio", read_ratio}, {"marginal", read_marginal}, {"launches", read_launches},
	{NULL, NULL},
};

static int read_case(struct reader *reader, const json_t *json, struct result *result)
{
	struct target target = {.result = result, .item = &result->cases[result->case_count++]};

	load_clear_case(target.item);
	return read_fields(reader, json, &fields_of_case, target.item, case_parts, &target);
}

static int read_cases(struct reader *reader, const json_t *json, struct result *result)
{
	size_t count = json_array_size(json);
	int status = 0;

	if (!json_is_array(json))
		return wrong_type(reader, "a list", json);
	if (count > LOAD_CASES_MAX)
		return error_set(reader->error, E2BIG, "cases: %zu are more than %d", count,
				 LOAD_CASES_MAX);
	result->cases = calloc(count + 1, sizeof(*result->cases));
	if (!result->cases)
		return out_of_memory(reader);
	for (size_t i = 0; i < count && status == 0; i++) {
		size_t length = enter_item(reader, i);

		status = read_case(reader, json_array_get(json, i), result);
		leave(reader, length, status);
	}
	return status;
}

/* Of which case a flag was left out; its full set lacks "", which no file says. */
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
				return out_of_memory(reader);
			break;
		}
	}
	return 0;
}

/* ---- the whole ---- */

static int read_fact(struct reader *reader, const char *name, const json_t *json,
		     struct facts *facts)
{
	int status = 0;

	if (json_is_number(json))
		status = facts_add_number(facts, name, json_number_value(json));
	else if (json_is_string(json))
		status = facts_add(facts, name, json_string_value(json));
	else if (!json_is_null(json))
		return wrong_type(reader, "a number or a string", json);
	return status < 0 ? out_of_memory(reader) : 0;
}

static int read_host(struct reader *reader, const json_t *json, struct result *result)
{
	const char *name;
	json_t *value;
	int status = 0;

	if (!json_is_object(json))
		return wrong_type(reader, "an object", json);
	json_object_foreach((json_t *)json, name, value)
	{
		size_t length = enter(reader, name);

		status = read_fact(reader, name, value, &result->host);
		leave(reader, length, status);
		if (status < 0)
			break;
	}
	return status;
}

static int read_warnings(struct reader *reader, const json_t *json, struct result *result)
{
	int status = 0;

	if (!json_is_array(json))
		return wrong_type(reader, "a list", json);
	for (size_t i = 0; i < json_array_size(json) && status == 0; i++) {
		const json_t *warning = json_array_get(json, i);
		size_t length = enter_item(reader, i);

		if (!json_is_string(warning))
			status = wrong_type(reader, "a string", warning);
		else if (result_warn(result, "%s", json_string_value(warning)) < 0)
			status = out_of_memory(reader);
		leave(reader, length, status);
	}
	return status;
}

static int read_comparisons(struct reader *reader, const json_t *json, struct result *result)
{
	size_t count = json_array_size(json);
	int status = 0;

	if (!json_is_array(json))
		return wrong_type(reader, "a list", json);
	result->comparisons = calloc(count + 1, sizeof(*result->comparisons));
	if (!result->comparisons)
		return out_of_memory(reader);
	for (size_t i = 0; i < count && status == 0; i++) {
		size_t length = enter_item(reader, i);
		struct result_comparison *item = &result->comparisons[i];

		result_clear_comparison(item);
		result->comparison_count++;
		status = read_fields(reader, json_array_get(json, i), &fields_of_comparison, item,
				     NULL, NULL);
		leave(reader, length, status);
	}
	return status;
}

static int read_tool(struct reader *reader, const json_t *json, struct result *result)
{
	const json_t *version = json_object_get(json, "version");
	size_t length;

	if (!json_is_object(json))
		return wrong_type(reader, "an object", json);
	length = enter(reader, "version");
	return leave(reader, length, version ? read_text(reader, version, &result->version) : 0);
}

static int read_settings(struct reader *reader, const json_t *json, struct result *result)
{
	return read_fields(reader, json, &fields_of_settings, result, NULL, NULL);
}

static int read_date(struct reader *reader, const json_t *json, struct result *result)
{
	return read_text(reader, json, &result->date);
}

static int read_headline(struct reader *reader, const json_t *json, struct result *result)
{
	return read_text(reader, json, &result->headline);
}

static int read_partial(struct reader *reader, const json_t *json, struct result *result)
{
	return read_bool(reader, json, &result->partial);
}

static const struct section {
	const char *name;
	int (*read)(struct reader *reader, const json_t *json, struct result *result);
	bool required;
} sections[] = {
	{"tool", read_tool, false},
	{"date", read_date, false},
	{"host", read_host, true},
	{"settings", read_settings, true},
	{"headline", read_headline, false},
	{"partial", read_partial, false},
	{"warnings", read_warnings, false},
	{"cases", read_cases, true},
	{"comparisons", read_comparisons, false},
};

static int check_schema(struct reader *reader, const json_t *root)
{
	const json_t *schema = json_object_get(root, "schema");
	const char *name = json_string_value(schema);

	if (!json_is_object(root))
		return error_set(reader->error, EINVAL,
				 "it is %s, not an object with a schema: save results with "
				 "'--export FILE.json'",
				 type_name(root));
	if (!name)
		return error_set(reader->error, EINVAL,
				 "schema: it is missing, so this is no result of procbench: save "
				 "results with '--export FILE.json'");
	if (strcmp(name, RESULT_SCHEMA) == 0)
		return 0;
	if (strncmp(name, "procbench/", strlen("procbench/")) == 0)
		return error_set(reader->error, EINVAL,
				 "schema: '%.40s' is not read by this procbench, which reads '%s': "
				 "read it by the procbench that wrote it",
				 name, RESULT_SCHEMA);
	return error_set(reader->error, EINVAL,
			 "schema: '%.40s' is not '%s', so this is no result of procbench", name,
			 RESULT_SCHEMA);
}

static int read_result(struct reader *reader, const json_t *root, struct result *result)
{
	int status = check_schema(reader, root);

	result->precision = NAN;
	for (size_t i = 0; i < sizeof(sections) / sizeof(sections[0]) && status == 0; i++) {
		const json_t *value = json_object_get(root, sections[i].name);
		size_t length = enter(reader, sections[i].name);

		if (value)
			status = sections[i].read(reader, value, result);
		else if (sections[i].required)
			status = wrong_value(reader, "it is missing");
		leave(reader, length, status);
	}
	if (status == 0)
		status = join_ablation(reader, json_object_get(root, "cases"), result);
	if (status == 0 && !result->headline && !(result->headline = strdup("")))
		status = out_of_memory(reader);
	return status;
}

static int not_json(const json_error_t *what, struct error *error)
{
	if (memory_refused)
		return error_set(error, ENOMEM,
				 "reading it needs more than %zu MiB of memory: save fewer cases "
				 "or launches a file",
				 RESULT_LOAD_MEMORY_MAX >> 20);
	return error_set(error, EINVAL, "%d:%d: not JSON: %s", what->line, what->column,
			 what->text);
}

int load_json(struct result *result, const char *bytes, size_t length, struct error *error)
{
	struct reader reader = {.error = error};
	json_malloc_t old_malloc;
	json_free_t old_free;
	json_error_t what;
	json_t *root;
	int status;

	json_get_alloc_funcs(&old_malloc, &old_free);
	json_set_alloc_funcs(bounded_malloc, bounded_free);
	memory_used = 0;
	memory_refused = false;
	root = json_loadb(bytes, length, JSON_REJECT_DUPLICATES, &what);
	status = root ? read_result(&reader, root, result) : not_json(&what, error);
	json_decref(root);
	json_set_alloc_funcs(old_malloc, old_free);
	text_free(&reader.place);
	return status;
}
