/* json: the complete result, in schema procbench/1. What was not measured or does not apply is
 * null. */
#include "json_fits.h"
#include "writers.h"

#include "procbench/render/jsons.h"
#include "procbench/result/fields.h"

#include <math.h>
#include <string.h>

struct writer {
	struct jsons jsons;
	const struct result *result;
};

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
		return jsons_count(*(const uint64_t *)member);
	case FIELD_SETTING:
		return *(const uint64_t *)member ? jsons_count(*(const uint64_t *)member)
						 : json_null();
	case FIELD_MAGNITUDE:
	case FIELD_NUMBER:
		return jsons_number(*(const double *)member);
	case FIELD_BOOL:
		return json_boolean(*(const bool *)member);
	case FIELD_TEXT:
	case FIELD_STOP:
		return jsons_string(*(const char *const *)member);
	case FIELD_CLOCK:
		return jsons_string(quantity_table[*(const enum quantity *)member].clock);
	case FIELD_VERDICT:
		return jsons_string(verdict_words[*(const enum verdict *)member]);
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
		jsons_set(&writer->jsons, object, list->items[i].name,
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

		jsons_set(&writer->jsons, object, key->name,
			  key->is_number ? jsons_number(key->number) : jsons_string(key->string));
	}
	return object;
}

static json_t *errors_object(struct writer *writer, const void *base)
{
	const struct result_case *item = base;
	json_t *object = json_object();

	for (size_t i = 0; i < item->failure_count; i++)
		jsons_set(&writer->jsons, object, item->failures[i].name,
			  jsons_count(item->failures[i].count));
	return object;
}

static json_t *spans_object(struct writer *writer, const void *base)
{
	const struct result_case *item = base;
	json_t *object = json_object();

	for (int span = 0; span < SPAN_COUNT; span++)
		jsons_set(&writer->jsons, object, span_table[span].name,
			  fields_object(writer, &fields_of_span, NULL, &item->spans[span]));
	return object;
}

static json_t *ratio_to(struct writer *writer, const void *base)
{
	(void)base;
	return jsons_string(writer->result->cases[0].spec);
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

	return jsons_string(writer->result->cases[item->full].spec);
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
			jsons_set(&writer->jsons, object, span_table[span].name,
				  jsons_number(launch->span_ns[span]));
	return object;
}

static const struct part launch_parts[] = {{"span_median_ns", launch_spans}, {NULL, NULL}};

/* One list per bin: from, to, count. */
static json_t *histogram_array(struct writer *writer, const void *base)
{
	const struct result_case *item = base;
	json_t *array = json_array();

	for (size_t i = 0; i < item->bin_count; i++) {
		json_t *bin = json_array();

		jsons_append(&writer->jsons, bin, jsons_number(item->bins[i].low_ns));
		jsons_append(&writer->jsons, bin, jsons_number(item->bins[i].high_ns));
		jsons_append(&writer->jsons, bin, jsons_count(item->bins[i].count));
		jsons_append(&writer->jsons, array, bin);
	}
	return array;
}

static json_t *launches_array(struct writer *writer, const void *base)
{
	const struct result_case *item = base;
	json_t *array = json_array();

	for (size_t i = 0; i < item->launch_count; i++)
		jsons_append(
			&writer->jsons, array,
			fields_object(writer, &fields_of_launch, launch_parts, &item->launches[i]));
	return array;
}

static json_t *functions_array(struct writer *writer, const void *base)
{
	const struct result_profile *profile = base;
	json_t *array = json_array();

	for (size_t i = 0; i < profile->function_count; i++)
		jsons_append(
			&writer->jsons, array,
			fields_object(writer, &fields_of_function, NULL, &profile->functions[i]));
	return array;
}

static const struct part profile_parts[] = {{"functions", functions_array}, {NULL, NULL}};

static json_t *profile_object(struct writer *writer, const void *base)
{
	const struct result_case *item = base;

	if (item->profile.samples == 0)
		return json_null();
	return fields_object(writer, &fields_of_profile, profile_parts, &item->profile);
}

static json_t *events_array(struct writer *writer, const void *base)
{
	const struct result_counters *counters = base;
	json_t *array = json_array();

	for (size_t i = 0; i < counters->event_count; i++)
		jsons_append(&writer->jsons, array,
			     fields_object(writer, &fields_of_counter, NULL, &counters->events[i]));
	return array;
}

static const struct part counters_parts[] = {{"events", events_array}, {NULL, NULL}};

static json_t *counters_object(struct writer *writer, const void *base)
{
	const struct result_case *item = base;

	if (item->counters.event_count == 0)
		return json_null();
	return fields_object(writer, &fields_of_counters, counters_parts, &item->counters);
}

static const struct part case_parts[] = {
	{"keys", keys_object},          {"errors", errors_object},
	{"spans", spans_object},        {"ratio", ratio_object},
	{"marginal", marginal_object},  {"launches", launches_array},
	{"histogram", histogram_array}, {"profile", profile_object},
	{"counters", counters_object},  {NULL, NULL},
};

/* ---- the whole ---- */

static json_t *cases_array(struct writer *writer, const struct result *result)
{
	json_t *array = json_array();

	for (size_t i = 0; i < result->case_count; i++)
		jsons_append(&writer->jsons, array,
			     fields_object(writer, &fields_of_case, case_parts, &result->cases[i]));
	return array;
}

static json_t *comparisons_array(struct writer *writer, const struct result *result)
{
	json_t *array = json_array();

	for (size_t i = 0; i < result->comparison_count; i++)
		jsons_append(&writer->jsons, array,
			     fields_object(writer, &fields_of_comparison, NULL,
					   &result->comparisons[i]));
	return array;
}

static json_t *sites_array(struct writer *writer, const struct result *result)
{
	json_t *array = json_array();

	for (size_t i = 0; i < result->site_count; i++)
		jsons_append(&writer->jsons, array,
			     fields_object(writer, &fields_of_site, NULL, &result->sites[i]));
	return array;
}

static json_t *tags_object(struct writer *writer, const struct result *result)
{
	json_t *object = json_object();

	for (size_t i = 0; i < result->tags.count; i++) {
		struct text key = {0};
		const char *tag = result->tags.items[i];
		size_t length = strcspn(tag, "=");

		text_add_bytes(&key, tag, length);
		jsons_set(&writer->jsons, object, text_string(&key),
			  jsons_string(tag + length + (tag[length] == '=')));
		text_free(&key);
	}
	return object;
}

static json_t *result_object(struct writer *writer, const struct result *result)
{
	json_t *object = jsons_head(&writer->jsons, RESULT_SCHEMA, result->version, result->date,
				    &result->host);

	jsons_set(&writer->jsons, object, "label", jsons_string(result->label));
	jsons_set(&writer->jsons, object, "tags", tags_object(writer, result));
	jsons_set(&writer->jsons, object, "settings",
		  fields_object(writer, &fields_of_settings, NULL, result));
	jsons_set(&writer->jsons, object, "headline", jsons_string(result->headline));
	jsons_set(&writer->jsons, object, "partial", json_boolean(result->partial));
	jsons_set(&writer->jsons, object, "warnings",
		  jsons_strings(&writer->jsons, &result->warnings));
	jsons_set(&writer->jsons, object, "cases", cases_array(writer, result));
	jsons_set(&writer->jsons, object, "comparisons", comparisons_array(writer, result));
	jsons_set(&writer->jsons, object, "sites", sites_array(writer, result));
	jsons_set(&writer->jsons, object, "fits", json_fits(&writer->jsons, result));
	jsons_set(&writer->jsons, object, "crossovers", json_crossovers(&writer->jsons, result));
	return object;
}

int json_write(const struct result *result, const struct report_style *style, struct text *out,
	       struct error *error)
{
	struct writer writer = {.result = result};
	json_t *object = result_object(&writer, result);

	writer.jsons.is_compact = style->compact;
	return jsons_finish(&writer.jsons, object, out, error);
}
