/*
 * json: everything, in schema procbench/1. What was not measured or does not apply is null.
 *
 * json_object_set_new() takes its value over whether it succeeds or not, and refuses a NULL; so
 * values may be made in place, and one `failed` tells in the end whether memory ran out.
 */
#include "writers.h"

#include <errno.h>
#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct writer {
	bool failed;
};

static void set(struct writer *writer, json_t *object, const char *name, json_t *value)
{
	if (json_object_set_new(object, name, value) < 0)
		writer->failed = true;
}

static json_t *number(double value)
{
	if (!isfinite(value))
		return json_null();
	/* whole numbers are exact and short; times of a single sample are whole */
	return value == floor(value) && fabs(value) < 9e15 ? json_integer((json_int_t)value)
							   : json_real(value);
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

static json_t *settings_object(struct writer *writer, const struct result *result)
{
	json_t *object = json_object();

	set(writer, object, "iters", result->iters ? count(result->iters) : json_null());
	set(writer, object, "precision", number(result->precision));
	set(writer, object, "time_ns", count(result->time_ns));
	set(writer, object, "warmup", count(result->warmup));
	set(writer, object, "rounds", count(result->rounds));
	set(writer, object, "timeout_ns", count(result->timeout_ns));
	set(writer, object, "phases", json_boolean(result->phases));
	set(writer, object, "seed", count(result->seed));
	return object;
}

static json_t *keys_object(struct writer *writer, const struct result_case *item)
{
	json_t *object = json_object();

	for (size_t i = 0; i < item->key_count; i++) {
		const struct result_key *key = &item->keys[i];

		set(writer, object, key->name,
		    key->is_number ? number(key->number) : string(key->string));
	}
	return object;
}

static json_t *errors_object(struct writer *writer, const struct result_case *item)
{
	json_t *object = json_object();

	for (size_t i = 0; i < item->failure_count; i++)
		set(writer, object, item->failures[i].name, count(item->failures[i].count));
	return object;
}

static json_t *span_object(struct writer *writer, const struct result_span *span)
{
	json_t *object = json_object();

	set(writer, object, "samples", count(span->samples));
	set(writer, object, "min_ns", number(span->min_ns));
	set(writer, object, "median_ns", number(span->median_ns));
	set(writer, object, "median_low_ns", number(span->median_low_ns));
	set(writer, object, "median_high_ns", number(span->median_high_ns));
	set(writer, object, "mean_ns", number(span->mean_ns));
	set(writer, object, "stddev_ns", number(span->stddev_ns));
	set(writer, object, "p90_ns", number(span->p90_ns));
	set(writer, object, "p99_ns", number(span->p99_ns));
	set(writer, object, "p999_ns", number(span->p999_ns));
	set(writer, object, "max_ns", number(span->max_ns));
	return object;
}

static json_t *spans_object(struct writer *writer, const struct result_case *item)
{
	json_t *object = json_object();

	for (int span = 0; span < SPAN_COUNT; span++)
		set(writer, object, span_table[span].name, span_object(writer, &item->spans[span]));
	return object;
}

static json_t *ratio_object(struct writer *writer, const struct result *result,
			    const struct result_case *item)
{
	json_t *object;

	if (!isfinite(item->ratio))
		return json_null();
	object = json_object();
	set(writer, object, "to", string(result->cases[0].spec));
	set(writer, object, "value", number(item->ratio));
	set(writer, object, "low", number(item->ratio_low));
	set(writer, object, "high", number(item->ratio_high));
	set(writer, object, "p", number(item->ratio_p));
	set(writer, object, "p_holm", number(item->ratio_p_holm));
	return object;
}

/* Of a case that lacks a flag of an ablation; of the full set too there is none. */
static json_t *marginal_object(struct writer *writer, const struct result_case *item)
{
	json_t *object;

	if (!item->lacks || !*item->lacks)
		return json_null();
	object = json_object();
	set(writer, object, "flag", string(item->lacks));
	set(writer, object, "value_ns", number(item->marginal_ns));
	set(writer, object, "low_ns", number(item->marginal_low_ns));
	set(writer, object, "high_ns", number(item->marginal_high_ns));
	return object;
}

static json_t *launch_object(struct writer *writer, const struct result_launch *launch)
{
	json_t *object = json_object(), *spans = json_object();

	set(writer, object, "round", count(launch->round));
	set(writer, object, "order", count(launch->order));
	set(writer, object, "stamped", json_boolean(launch->stamped));
	set(writer, object, "samples", count(launch->samples));
	set(writer, object, "failed", count(launch->failed));
	set(writer, object, "median_ns", number(launch->median_ns));
	for (int span = 0; span < SPAN_COUNT; span++)
		if (isfinite(launch->span_ns[span]))
			set(writer, spans, span_table[span].name, number(launch->span_ns[span]));
	set(writer, object, "span_median_ns", spans);
	return object;
}

static json_t *launches_array(struct writer *writer, const struct result_case *item)
{
	json_t *array = json_array();

	for (size_t i = 0; i < item->launch_count; i++)
		if (json_array_append_new(array, launch_object(writer, &item->launches[i])) < 0)
			writer->failed = true;
	return array;
}

static json_t *case_object(struct writer *writer, const struct result *result,
			   const struct result_case *item)
{
	json_t *object = json_object();

	set(writer, object, "case", string(item->spec));
	set(writer, object, "method", string(item->method));
	set(writer, object, "keys", keys_object(writer, item));
	set(writer, object, "implied", json_boolean(item->implied));
	set(writer, object, "skipped", string(item->skipped));
	set(writer, object, "samples", count(item->samples));
	set(writer, object, "failed", count(item->failed));
	set(writer, object, "errors", errors_object(writer, item));
	set(writer, object, "launches_lost", count(item->launches_lost));
	set(writer, object, "stopped_by", string(item->stopped_by));
	set(writer, object, "spans", spans_object(writer, item));
	set(writer, object, "minor_faults", number(item->minor_faults));
	set(writer, object, "parent_faults", number(item->parent_faults));
	set(writer, object, "probe_ns", number(item->probe_ns));
	set(writer, object, "ratio", ratio_object(writer, result, item));
	set(writer, object, "floor_multiple", number(item->floor_multiple));
	set(writer, object, "marginal", marginal_object(writer, item));
	set(writer, object, "launches", launches_array(writer, item));
	return object;
}

static json_t *cases_array(struct writer *writer, const struct result *result)
{
	json_t *array = json_array();

	for (size_t i = 0; i < result->case_count; i++)
		if (json_array_append_new(array, case_object(writer, result, &result->cases[i])) <
		    0)
			writer->failed = true;
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
	set(writer, object, "settings", settings_object(writer, result));
	set(writer, object, "headline", string(result->headline));
	set(writer, object, "partial", json_boolean(result->partial));
	set(writer, object, "warnings", warnings_array(writer, result));
	set(writer, object, "cases", cases_array(writer, result));
	return object;
}

int json_write(const struct result *result, const struct report_style *style, struct text *out,
	       struct error *error)
{
	struct writer writer = {false};
	json_t *object = result_object(&writer, result);
	char *dump =
		writer.failed ? NULL : json_dumps(object, JSON_INDENT(2) | JSON_REAL_PRECISION(12));

	(void)style;
	json_decref(object);
	if (!dump)
		return error_set(error, ENOMEM, "out of memory");
	text_add(out, dump);
	text_add_char(out, '\n');
	free(dump);
	return out->failed ? error_set(error, ENOMEM, "out of memory") : 0;
}
