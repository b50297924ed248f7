/* reproduce_json: reproductions for programs; schema procbench-reproduce/1. */
#include "json_parts.h"
#include "reproduce_formats.h"

#include "procbench/base/version.h"

#include <errno.h>
#include <string.h>

static json_t *string_or_null(const char *value)
{
	return value ? json_parts_string(value) : json_null();
}

static json_t *row_object(const struct reproduce_answer *answer, size_t i)
{
	const struct reproduce_row *row = &answer->reproduction->rows[i];
	const struct reproduce_value *value = &answer->values[i];

	return json_pack(
		"{s:s, s:o, s:s, s:o, s:o, s:o, s:o, s:o}", "label", row->label, "case",
		string_or_null(row->spec), "span", span_table[row->span].name, "published_ns",
		json_parts_number(row->published_ns), "measured_ns", json_parts_number(value->ns),
		"measured_low_ns", json_parts_number(value->low_ns), "measured_high_ns",
		json_parts_number(value->high_ns), "left_out", string_or_null(answer->left_out[i]));
}

static json_t *shape_object(const struct reproduce_shape *shape)
{
	return json_pack("{s:s, s:s, s:o, s:o, s:o, s:s}", "what", shape->what, "published",
			 shape->published, "measured", json_parts_number(shape->value),
			 "measured_low", json_parts_number(shape->low), "measured_high",
			 json_parts_number(shape->high), "verdict",
			 reproduce_verdict_names[shape->verdict]);
}

static json_t *source_object(const struct reproduce_source *source)
{
	return json_pack("{s:s, s:s, s:s, s:o}", "authors", source->authors, "title", source->title,
			 "venue", source->venue, "year",
			 source->year ? json_integer(source->year) : json_null());
}

static json_t *answer_object(const struct reproduce_answer *answer)
{
	const struct reproduction *reproduction = answer->reproduction;
	json_t *rows = json_array(), *shapes = json_array();
	int status = 0;

	for (size_t i = 0; i < reproduction->row_count; i++)
		status |= json_array_append_new(rows, row_object(answer, i));
	for (size_t i = 0; i < answer->shape_count; i++)
		status |= json_array_append_new(shapes, shape_object(&answer->shapes[i]));
	if (status != 0) {
		json_decref(rows);
		json_decref(shapes);
		return NULL;
	}
	return json_pack("{s:s, s:s, s:o, s:s, s:s, s:o, s:o}", "name", reproduction->name,
			 "question", reproduction->question, "source",
			 source_object(&reproduction->source), "scaling", reproduction->scaling,
			 "verdict", reproduce_verdict_names[answer->verdict], "rows", rows,
			 "shapes", shapes);
}

int reproduce_write_json(const struct reproduce_report *report, struct text *out)
{
	json_t *answers = json_array();
	int status = 0;

	for (size_t i = 0; i < report->head.count; i++)
		status |= json_array_append_new(answers, answer_object(&report->answers[i]));
	if (status != 0) {
		json_decref(answers);
		return -ENOMEM;
	}
	return json_parts_write(json_pack("{s:s, s:{s:s, s:s}, s:s, s:o, s:b, s:o}", "schema",
					  REPRODUCE_SCHEMA, "tool", "name", "procbench", "version",
					  PROCBENCH_VERSION, "date", report->head.date, "host",
					  json_parts_facts(&report->head.host), "partial",
					  report->head.partial, "reproductions", answers),
				out);
}
