/*
 * json: everything, in schema procbench/1. What was not measured or does not apply is null.
 *
 * json_object_set_new() takes its value over whether it succeeds or not, and refuses a NULL; so
 * values may be made in place, and one `failed` tells in the end whether memory ran out.
 */
#include "writers.h"

#include "procbench/result/fields.h"

#include <errno.h>
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define REAL_DIGITS 12

struct writer {
	bool failed;
	const struct result *result;
};

static void set(struct writer *writer, json_t *object, const char *name, json_t *value)
{
	if (json_object_set_new(object, name, value) < 0)
		writer->failed = true;
}

/* Whole numbers are exact and short; times of a single sample are whole. */
static bool is_whole(double value)
{
	return value == floor(value) && fabs(value) < 9e15;
}

/* What is whole as it is written is written as whole, so that it is once it was read back. */
static json_t *number(double value)
{
	char digits[32];

	if (!isfinite(value))
		return json_null();
	if (is_whole(value))
		return json_integer((json_int_t)value);
	snprintf(digits, sizeof(digits), "%.*g", REAL_DIGITS, value);
	value = strtod(digits, NULL);
	return is_whole(value) ? json_integer((json_int_t)value) : json_real(value);
}

static json_t *count(uint64_t value)
{
	return json_integer((json_int_t)value);
}

/* Paths need not be UTF-8, JSON must be: other bytes become visible instead. */
static json_t *string(const char *value)
{
	struct text printable = {0};
	json_t *json;

	if (!value)
		return json_null();
	json = json_string(value);
	if (json)
		return json;
	text_add_printable(&printable, value);
	json = json_string(text_string(&printable));
	text_free(&printable);
	return json;
}

static json_t *fact_value(const struct fact *fact)
{
	return fact->is_number ? number(strtod(fact->value, NULL)) : string(fact->value);
}

static json_t *host_object(struct writer *writer, const struct facts *host)
{
	json_t *object = json_object();

	for (size_t i = 0; i < host->count; i++)
		set(writer, object, host->items[i].name, fact_value(&host->items[i]));
	return object;
}

/* ---- the fields of one object ---- */

/* What writes a part, by its name. */
struct part {
	const char *name;
	json_t *(*make)(struct writer *writer, const void *base);
};

static json_t *part_value(struct writer *writer, const char *name, const struct part *parts,
			  const void *base)
{
	for (; parts && parts->name; parts++)
		if (strcmp(parts->name, name) == 0)
			return parts->make(writer, base);
	return NULL; /* which set() refuses */
}

static json_t *field_value(struct writer *writer, const struct field *field,
			   const struct part *parts, const void *base)
{
	const void *member = (const char *)base + field->offset;

	switch (field->kind) {
	case FIELD_COUNT:
		return count(*(const uint64_t *)member);
	case FIELD_SETTING:
		return *(const uint64_t *)member ? count(*(const uint64_t *)member) : json_null();
	case FIELD_MAGNITUDE:
	case FIELD_NUMBER:
		return number(*(const double *)member);
	case FIELD_BOOL:
		return json_boolean(*(const bool *)member);
	case FIELD_TEXT:
	case FIELD_STOP:
		return string(*(const char *const *)member);
	case FIELD_VERDICT:
		return string(verdict_words[*(const enum verdict *)member]);
	case FIELD_PART:
		break;
	}
	return part_value(writer, field->name, parts, base);
}

static json_t *fields_object(struct writer *writer, const struct field_list *list,
			     const struct part *parts, const void *base)
{
	json_t *object = json_object();

	for (size_t i = 0; i < list->count; i++)
		set(writer, object, list->items[i].name,
		    field_value(writer, &list->items[i], parts, base));
	return object;
}

/* ---- the parts of a case ---- */

static json_t *keys_object(struct writer *writer, const void *base)
{
	const struct result_case *item = base;
	json_t *object = json_object();

	for (size_t i = 0; i < item->key_count; i++) {
		const struct result_key *key = &item->keys[i];

		set(writer, object, key->name,
		    key->is_number ? number(key->number) : string(key->string));
	}
	return object;
}

static json_t *errors_object(struct writer *writer, const void *base)
{
	const struct result_case *item = base;
	json_t *object = json_object();

	for (size_t i = 0; i < item->failure_count; i++)
		set(writer, object, item->failures[i].name, count(item->failures[i].count));
	return object;
}

static json_t *spans_object(struct writer *writer, const void *base)
{
	const struct result_case *item = base;
	json_t *object = json_object();

	for (int span = 0; span < SPAN_COUNT; span++)
		set(writer, object, span_table[span].name,
		    fields_object(writer, &fields_of_span, NULL, &item->spans[span]));
	return object;
}

static json_t *ratio_to(struct writer *writer, const void *base)
{
	(void)base;
	return string(writer->result->cases[0].spec);
}

static const struct part ratio_parts[] = {{"to", ratio_to}, {NULL, NULL}};

static json_t *ratio_object(struct writer *writer, const void *base)
{
	const struct result_case *item = base;

	if (!isfinite(item->ratio))
		return json_null();
	return fields_object(writer, &fields_of_ratio, ratio_parts, item);
}

static json_t *marginal_to(struct writer *writer, const void *base)
{
	const struct result_case *item = base;

	return string(writer->result->cases[item->full].spec);
}

static const struct part marginal_parts[] = {{"to", marginal_to}, {NULL, NULL}};

/* Of a case that lacks a flag of an ablation; of the full set too there is none. */
static json_t *marginal_object(struct writer *writer, const void *base)
{
	const struct result_case *item = base;

	if (!item->lacks || !*item->lacks)
		return json_null();
	return fields_object(writer, &fields_of_marginal, marginal_parts, item);
}

static json_t *launch_spans(struct writer *writer, const void *base)
{
	const struct result_launch *launch = base;
	json_t *object = json_object();

	for (int span = 0; span < SPAN_COUNT; span++)
		if (isfinite(launch->span_ns[span]))
			set(writer, object, span_table[span].name, number(launch->span_ns[span]));
	return object;
}

static const struct part launch_parts[] = {{"span_median_ns", launch_spans}, {NULL, NULL}};

static json_t *launches_array(struct writer *writer, const void *base)
{
	const struct result_case *item = base;
	json_t *array = json_array();

	for (size_t i = 0; i < item->launch_count; i++)
		if (json_array_append_new(array, fields_object(writer, &fields_of_launch,
							       launch_parts, &item->launches[i])) <
		    0)
			writer->failed = true;
	return array;
}

static const struct part case_parts[] = {
	{"keys", keys_object},
	{"errors", errors_object},
	{"spans", spans_object},
	{"ratio", ratio_object},
	{"marginal", marginal_object},
	{"launches", launches_array},
	{NULL, NULL},
};

/* ---- the whole ---- */

static json_t *cases_array(struct writer *writer, const struct result *result)
{
	json_t *array = json_array();

	for (size_t i = 0; i < result->case_count; i++)
		if (json_array_append_new(array, fields_object(writer, &fields_of_case, case_parts,
							       &result->cases[i])) < 0)
			writer->failed = true;
	return array;
}

static json_t *comparisons_array(struct writer *writer, const struct result *result)
{
	json_t *array = json_array();

	for (size_t i = 0; i < result->comparison_count; i++)
		if (json_array_append_new(array, fields_object(writer, &fields_of_comparison, NULL,
							       &result->comparisons[i])) < 0)
			writer->failed = true;
	return array;
}

static json_t *residuals_array(struct writer *writer, const struct result *result,
			       const struct result_fit *fit)
{
	json_t *array = json_array();

	for (size_t i = 0; i < fit->count; i++) {
		json_t *object = json_object();

		set(writer, object, "case", string(result->cases[fit->points[i].item].spec));
		set(writer, object, "value", number(fit->points[i].value));
		set(writer, object, "residual_ns", number(fit->points[i].residual_ns));
		if (json_array_append_new(array, object) < 0)
			writer->failed = true;
	}
	return array;
}

static json_t *bend_object(struct writer *writer, const struct result_fit *fit)
{
	json_t *object;

	if (fit->is_line)
		return json_null();
	object = json_object();
	set(writer, object, "value", number(fit->points[fit->bend].value));
	set(writer, object, "slope_below_ns", number(fit->slope_below_ns));
	set(writer, object, "slope_above_ns", number(fit->slope_above_ns));
	return object;
}

static json_t *fit_object(struct writer *writer, const struct result *result,
			  const struct result_fit *fit)
{
	json_t *object = json_object();

	set(writer, object, "case", string(fit->spec));
	set(writer, object, "key", string(fit->key));
	set(writer, object, "unit", string(fit->unit));
	set(writer, object, "unit_size", number(fit->unit_size));
	set(writer, object, "slope_ns", number(fit->slope_ns));
	set(writer, object, "slope_low_ns", number(fit->slope_low_ns));
	set(writer, object, "slope_high_ns", number(fit->slope_high_ns));
	set(writer, object, "intercept_ns", number(fit->intercept_ns));
	set(writer, object, "intercept_low_ns", number(fit->intercept_low_ns));
	set(writer, object, "intercept_high_ns", number(fit->intercept_high_ns));
	set(writer, object, "is_line", json_boolean(fit->is_line));
	set(writer, object, "misfit", number(fit->misfit));
	set(writer, object, "misfit_p", number(fit->misfit_p));
	set(writer, object, "bend", bend_object(writer, fit));
	set(writer, object, "residuals", residuals_array(writer, result, fit));
	return object;
}

static json_t *fits_array(struct writer *writer, const struct result *result)
{
	json_t *array = json_array();

	for (size_t i = 0; i < result->fit_count; i++)
		if (json_array_append_new(array, fit_object(writer, result, &result->fits[i])) < 0)
			writer->failed = true;
	return array;
}

static json_t *crossovers_array(struct writer *writer, const struct result *result)
{
	json_t *array = json_array();

	for (size_t i = 0; i < result->crossover_count; i++) {
		const struct result_crossover *crossover = &result->crossovers[i];
		const struct result_fit *faster = &result->fits[crossover->faster];
		json_t *object = json_object();

		set(writer, object, "key", string(faster->key));
		set(writer, object, "unit", string(faster->unit));
		set(writer, object, "faster", string(faster->spec));
		set(writer, object, "slower", string(result->fits[crossover->slower].spec));
		set(writer, object, "above", number(crossover->value));
		set(writer, object, "low", number(crossover->low));
		set(writer, object, "high", number(crossover->high));
		if (json_array_append_new(array, object) < 0)
			writer->failed = true;
	}
	return array;
}

static json_t *warnings_array(struct writer *writer, const struct result *result)
{
	json_t *array = json_array();

	for (size_t i = 0; i < result->warning_count; i++)
		if (json_array_append_new(array, string(result->warnings[i])) < 0)
			writer->failed = true;
	return array;
}

static json_t *result_object(struct writer *writer, const struct result *result)
{
	json_t *object = json_object(), *tool = json_object();

	set(writer, object, "schema", string(RESULT_SCHEMA));
	set(writer, tool, "name", string("procbench"));
	set(writer, tool, "version", string(result->version));
	set(writer, object, "tool", tool);
	set(writer, object, "date", string(result->date));
	set(writer, object, "host", host_object(writer, &result->host));
	set(writer, object, "settings", fields_object(writer, &fields_of_settings, NULL, result));
	set(writer, object, "headline", string(result->headline));
	set(writer, object, "partial", json_boolean(result->partial));
	set(writer, object, "warnings", warnings_array(writer, result));
	set(writer, object, "cases", cases_array(writer, result));
	set(writer, object, "comparisons", comparisons_array(writer, result));
	set(writer, object, "fits", fits_array(writer, result));
	set(writer, object, "crossovers", crossovers_array(writer, result));
	return object;
}

int json_write(const struct result *result, const struct report_style *style, struct text *out,
	       struct error *error)
{
	struct writer writer = {.result = result};
	json_t *object = result_object(&writer, result);
	char *dump = writer.failed ? NULL
				   : json_dumps(object,
						JSON_INDENT(2) | JSON_REAL_PRECISION(REAL_DIGITS));

	(void)style;
	json_decref(object);
	if (!dump)
		return error_set(error, ENOMEM, "out of memory");
	text_add(out, dump);
	text_add_char(out, '\n');
	free(dump);
	return out->failed ? error_set(error, ENOMEM, "out of memory") : 0;
}
