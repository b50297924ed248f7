/* reproduce_json: reproductions as JSON; schema procbench-reproduce/1. */
#include "claims_formats.h"

#include "procbench/base/version.h"
#include "procbench/render/jsons.h"

static json_t *row_object(struct jsons *jsons, const struct reproduce_answer *answer, size_t i)
{
	const struct reproduce_row *row = &answer->reproduction->rows[i];
	const struct reproduce_value *value = &answer->values[i];
	json_t *object = json_object();

	jsons_set(jsons, object, "label", jsons_string(row->label));
	jsons_set(jsons, object, "case", jsons_string(row->spec));
	jsons_set(jsons, object, "span", jsons_string(span_table[row->span].name));
	jsons_set(jsons, object, "published_ns", jsons_number(row->published_ns));
	jsons_set(jsons, object, "measured_ns", jsons_number(value->ns));
	jsons_set(jsons, object, "measured_low_ns", jsons_number(value->low_ns));
	jsons_set(jsons, object, "measured_high_ns", jsons_number(value->high_ns));
	jsons_set(jsons, object, "left_out", jsons_string(answer->left_out[i]));
	return object;
}

static json_t *shape_object(struct jsons *jsons, const struct reproduce_shape *shape)
{
	json_t *object = json_object();

	jsons_set(jsons, object, "what", jsons_string(shape->what));
	jsons_set(jsons, object, "published", jsons_string(shape->published));
	jsons_set(jsons, object, "measured", jsons_number(shape->value));
	jsons_set(jsons, object, "measured_low", jsons_number(shape->low));
	jsons_set(jsons, object, "measured_high", jsons_number(shape->high));
	jsons_set(jsons, object, "verdict", jsons_string(reproduce_verdict_names[shape->verdict]));
	return object;
}

static json_t *source_object(struct jsons *jsons, const struct reproduce_source *source)
{
	json_t *object = json_object();

	jsons_set(jsons, object, "authors", jsons_string(source->authors));
	jsons_set(jsons, object, "title", jsons_string(source->title));
	jsons_set(jsons, object, "venue", jsons_string(source->venue));
	jsons_set(jsons, object, "year", source->year ? json_integer(source->year) : json_null());
	return object;
}

static json_t *answer_object(struct jsons *jsons, const struct reproduce_answer *answer)
{
	const struct reproduction *reproduction = answer->reproduction;
	json_t *object = json_object(), *rows = json_array(), *shapes = json_array();

	for (size_t i = 0; i < reproduction->row_count; i++)
		jsons_append(jsons, rows, row_object(jsons, answer, i));
	for (size_t i = 0; i < answer->shape_count; i++)
		jsons_append(jsons, shapes, shape_object(jsons, &answer->shapes[i]));
	jsons_set(jsons, object, "name", jsons_string(reproduction->name));
	jsons_set(jsons, object, "question", jsons_string(reproduction->question));
	jsons_set(jsons, object, "source", source_object(jsons, &reproduction->source));
	jsons_set(jsons, object, "scaling", jsons_string(reproduction->scaling));
	jsons_set(jsons, object, "clock", jsons_string(quantity_table[reproduction->clock].clock));
	jsons_set(jsons, object, "verdict", jsons_string(reproduce_verdict_names[answer->verdict]));
	jsons_set(jsons, object, "rows", rows);
	jsons_set(jsons, object, "shapes", shapes);
	return object;
}

int reproduce_write_json(const struct reproduce_report *report, struct text *out)
{
	struct jsons jsons = {0};
	json_t *object, *answers = json_array();

	for (size_t i = 0; i < report->head.count; i++)
		jsons_append(&jsons, answers, answer_object(&jsons, &report->answers[i]));
	object = jsons_head(&jsons, REPRODUCE_SCHEMA, PROCBENCH_VERSION, report->head.date,
			    &report->head.host);
	jsons_set(&jsons, object, "partial", json_boolean(report->head.partial));
	jsons_set(&jsons, object, "warnings", jsons_strings(&jsons, &report->head.warnings));
	jsons_set(&jsons, object, "reproductions", answers);
	return jsons_finish(&jsons, object, out, NULL);
}
