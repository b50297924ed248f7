/* history_json: a history for programs, schema procbench-history/1. */
#include "history_formats.h"
#include "history_phrases.h"

#include "procbench/base/version.h"
#include "procbench/render/jsons.h"
#include "procbench/result/machine.h"

#include <math.h>

#define HISTORY_SCHEMA "procbench-history/1"

static json_t *word(const struct words *words, long index)
{
	return jsons_string(index >= 0 ? words->items[index] : NULL);
}

static json_t *run_object(struct jsons *jsons, const struct history *history, size_t index)
{
	const struct history_run *run = &history->runs[index];
	json_t *object = json_object();

	jsons_set(jsons, object, "date", word(&history->dates, run->date));
	jsons_set(jsons, object, "commit", word(&history->commits, run->commit));
	jsons_set(jsons, object, "label", word(&history->labels, run->label));
	jsons_set(jsons, object, "file", word(&history->files, run->file));
	return object;
}

static json_t *point_object(struct jsons *jsons, const struct history *history,
			    const struct history_series *series, size_t i)
{
	const struct history_point *point = &series->points[i];
	const char *mark = history_text_mark(series->shifts.marks[i]);
	json_t *object = run_object(jsons, history, point->run);

	jsons_set(jsons, object, "value", jsons_number(point->value));
	jsons_set(jsons, object, "value_low", jsons_number(point->low));
	jsons_set(jsons, object, "value_high", jsons_number(point->high));
	jsons_set(jsons, object, "median_ns", jsons_number(point->median_ns));
	jsons_set(jsons, object, "level", jsons_number(exp(series->shifts.levels[i])));
	jsons_set(jsons, object, "mark", jsons_string(*mark ? mark : NULL));
	return object;
}

static json_t *change_object(struct jsons *jsons, const struct history *history,
			     const struct history_series *series, size_t i)
{
	const struct shifts_step *shift = &series->shifts.steps[i];
	const struct history_point *points = series->points;
	json_t *object = json_object();
	struct text duel = {0};

	history_text_add_duel(&duel, history, series, i, " ");
	jsons_set(jsons, object, "ratio", jsons_number(exp(shift->change)));
	jsons_set(jsons, object, "ratio_low", jsons_number(exp(shift->low)));
	jsons_set(jsons, object, "ratio_high", jsons_number(exp(shift->high)));
	jsons_set(jsons, object, "before", run_object(jsons, history, points[shift->before].run));
	jsons_set(jsons, object, "after", run_object(jsons, history, points[shift->at].run));
	jsons_set(jsons, object, "earliest", run_object(jsons, history, points[shift->first].run));
	jsons_set(jsons, object, "latest", run_object(jsons, history, points[shift->last].run));
	jsons_set(jsons, object, "blessed", json_boolean(series->steps[i].is_blessed));
	jsons_set(jsons, object, "fresh", json_boolean(series->steps[i].is_fresh));
	jsons_set(jsons, object, "confirm", jsons_text(&duel));
	return object;
}

static json_t *by_object(struct jsons *jsons, const struct history *history,
			 const struct history_series *series)
{
	json_t *object = json_object();

	for (size_t i = 0; i < history->by.names.count; i++) {
		struct text value = {0};
		size_t length;
		const char *part = grouping_value(&history->by, series->by, i, &length);

		text_add_bytes(&value, part, length);
		jsons_set(jsons, object, history->by.names.items[i], jsons_text(&value));
	}
	return object;
}

static json_t *series_object(struct jsons *jsons, const struct history *history,
			     const struct history_series *series)
{
	json_t *object = json_object(), *points = json_array(), *changes = json_array();

	for (size_t i = 0; i < series->point_count; i++)
		jsons_append(jsons, points, point_object(jsons, history, series, i));
	for (size_t i = 0; i < series->shifts.step_count; i++)
		jsons_append(jsons, changes, change_object(jsons, history, series, i));
	jsons_set(jsons, object, "case", jsons_string(history->specs.items[series->spec]));
	jsons_set(jsons, object, "machine", jsons_count(series->machine + 1));
	jsons_set(jsons, object, "by", by_object(jsons, history, series));
	jsons_set(jsons, object, "clock", jsons_string(quantity_table[series->clock].clock));
	jsons_set(jsons, object, "floor", jsons_string(series->floor));
	jsons_set(jsons, object, "judged", json_boolean(series->shifts.is_judged));
	jsons_set(jsons, object, "noise_sd", jsons_number(series->shifts.sd));
	jsons_set(jsons, object, "changes", changes);
	jsons_set(jsons, object, "points", points);
	return object;
}

static json_t *machines_array(struct jsons *jsons, const struct history *history)
{
	json_t *machines = json_array();

	for (size_t i = 0; i < history->machine_count; i++) {
		struct text differences = {0};

		machine_add_differences(&differences, &history->machines[0], &history->machines[i]);
		jsons_append(jsons, machines, jsons_text(&differences));
	}
	return machines;
}

static json_t *problem_object(struct jsons *jsons, const struct history *history,
			      const struct history_problem *problem)
{
	json_t *object = json_object();

	jsons_set(jsons, object, "case", word(&history->specs, problem->spec));
	jsons_set(jsons, object, "file", jsons_string(problem->file));
	jsons_set(jsons, object, "why", jsons_string(problem->why));
	jsons_set(jsons, object, "results", jsons_count(problem->count));
	return object;
}

static json_t *tool_object(struct jsons *jsons)
{
	json_t *object = json_object();

	jsons_set(jsons, object, "name", jsons_string("procbench"));
	jsons_set(jsons, object, "version", jsons_string(PROCBENCH_VERSION));
	return object;
}

int history_write_json(const struct history *history, bool color, struct text *out)
{
	struct jsons jsons = {0};
	json_t *object = json_object(), *all = json_array(), *problems = json_array();

	(void)color;
	for (size_t i = 0; i < history->series_count; i++)
		jsons_append(&jsons, all, series_object(&jsons, history, &history->series[i]));
	for (size_t i = 0; i < history->problem_count; i++)
		jsons_append(&jsons, problems,
			     problem_object(&jsons, history, &history->problems[i]));
	jsons_set(&jsons, object, "schema", jsons_string(HISTORY_SCHEMA));
	jsons_set(&jsons, object, "tool", tool_object(&jsons));
	jsons_set(&jsons, object, "method", jsons_string(PHRASES_METHOD));
	jsons_set(&jsons, object, "order",
		  jsons_string(history->settings.commits ? "commit" : "date"));
	jsons_set(&jsons, object, "results", jsons_count(history->run_count));
	jsons_set(&jsons, object, "machines", machines_array(&jsons, history));
	jsons_set(&jsons, object, "changes", jsons_count(history->changes));
	jsons_set(&jsons, object, "fresh", jsons_count(history->fresh));
	jsons_set(&jsons, object, "series", all);
	jsons_set(&jsons, object, "not_measured", problems);
	jsons_set(&jsons, object, "warnings", jsons_strings(&jsons, &history->warnings));
	return jsons_finish(&jsons, object, out, NULL);
}
