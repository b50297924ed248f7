/* history_phrases: what the formats of a history share. */
#include "history_phrases.h"

#include "procbench/render/human.h"
#include "procbench/result/machine.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

#define CORRELATION_LEAST 0.25

/* Whether the series differs from another one of the case only by its clock or floor. */
static bool is_ambiguous(const struct history *history, const struct history_series *series)
{
	for (size_t i = 0; i < history->series_count; i++) {
		const struct history_series *other = &history->series[i];

		if (other != series && other->spec == series->spec && other->by == series->by &&
		    (other->machine == series->machine || history->settings.across_machines))
			return true;
	}
	return false;
}

void history_text_add_title(struct text *out, const struct history *history,
			    const struct history_series *series)
{
	text_add(out, history->specs.items[series->spec]);
	if (history->machine_count > 1 && !history->settings.across_machines)
		text_printf(out, ", machine %zu", series->machine + 1);
	if (is_ambiguous(history, series))
		text_printf(out, ", %s%s", series->floor ? "x " : "instructions",
			    series->floor ? series->floor : "");
	for (size_t i = 0; i < history->by.names.count; i++) {
		size_t length;
		const char *value = grouping_value(&history->by, series->by, i, &length);

		text_printf(out, ", %s=%.*s", history->by.names.items[i], (int)length, value);
	}
}

static void add_count(struct text *out, size_t count, const char *noun)
{
	text_printf(out, "%zu %s%s", count, noun, count == 1 ? "" : "s");
}

/* More than independent results have by chance; see docs/history.md for what it leads to. */
static bool is_correlated(const struct history_series *series)
{
	double correlation = series->shifts.correlation;

	return correlation > CORRELATION_LEAST &&
	       correlation > 2 / sqrt((double)series->point_count);
}

void history_text_add_now(struct text *out, const struct history_series *series)
{
	double level = exp(series->shifts.levels[series->point_count - 1]);

	if (series->floor)
		text_printf(out, "%.4gx %s", level, series->floor);
	else
		human_add_amount(out, series->clock, level, series->clock == QUANTITY_TIME ? 4 : 6);
}

void history_text_add_level(struct text *out, const struct history_series *series)
{
	size_t n = series->point_count;

	if (!series->shifts.is_judged) {
		add_count(out, n, "result");
		text_printf(out,
			    ": at least %d, not counting spikes, are needed to "
			    "detect changes",
			    SHIFTS_POINTS_LEAST);
		return;
	}
	history_text_add_now(out, series);
	text_add(out, " now, ");
	if (series->clock == QUANTITY_TIME)
		text_printf(out, "noise %.2g%%, ", 100 * series->shifts.sd);
	add_count(out, n, "result");
	text_add(out, ", ");
	if (series->shifts.step_count > 0)
		add_count(out, series->shifts.step_count, "change");
	else
		text_add(out, "no change");
	if (is_correlated(series))
		text_printf(out,
			    "; neighbours correlate (r = %.2f): smaller changes "
			    "may be missed",
			    series->shifts.correlation);
}

static const char *date_of(const struct history *history, size_t run)
{
	return history->dates.items[history->runs[run].date];
}

/* The commit of a point, or its date where that is not known. */
static const char *history_text_run_name(const struct history *history, size_t run)
{
	long commit = history->runs[run].commit;

	return commit >= 0 ? history->commits.items[commit] : date_of(history, run);
}

void history_text_add_run(struct text *out, const struct history *history, size_t run)
{
	text_add(out, history_text_run_name(history, run));
	if (history->runs[run].commit >= 0)
		text_printf(out, " (%s)", date_of(history, run));
}

const char *history_text_step_state(const struct history_step *step)
{
	return step->is_fresh ? "fresh" : step->is_blessed ? "blessed" : "old";
}

static void add_percent(struct text *out, double logarithm)
{
	text_printf(out, "%+.3g%%", 100 * expm1(logarithm));
}

void history_text_add_step(struct text *out, const struct history *history,
			   const struct history_series *series, size_t step)
{
	const struct shifts_step *shift = &series->shifts.steps[step];
	const struct history_point *points = series->points;

	add_percent(out, shift->change);
	text_add(out, " (95% CI ");
	add_percent(out, shift->low);
	text_add(out, " to ");
	add_percent(out, shift->high);
	text_add(out, ") since ");
	history_text_add_run(out, history, points[shift->at].run);
	text_add(out, "; previous result: ");
	history_text_add_run(out, history, points[shift->before].run);
	if (shift->first < shift->last) {
		text_add(out, "; it may have begun between ");
		history_text_add_run(out, history, points[shift->first].run);
		text_add(out, " and ");
		history_text_add_run(out, history, points[shift->last].run);
	}
}

/* ---- the duel ---- */

/* Where the value of exec= begins if it is a path, and its length; else NULL. */
static const char *find_program(const char *spec, size_t *length)
{
	for (const char *at = strchr(spec, ':'); at; at = strchr(at, ',')) {
		at++;
		if (strncmp(at, "exec=", 5) != 0)
			continue;
		at += 5;
		for (*length = 0; at[*length] && at[*length] != ','; (*length)++)
			if (at[*length] == '\\' && at[*length + 1])
				(*length)++;
		return memchr(at, '/', *length) ? at : NULL;
	}
	return NULL;
}

/* A name as a part of a path that needs no quoting. */
static void add_plain(struct text *out, const char *name)
{
	for (; *name; name++)
		text_add_char(out,
			      isalnum((unsigned char)*name) || strchr("._-", *name) ? *name : '-');
}

/* In single quotes, as a shell reads it. */
static void add_quoted(struct text *out, const char *words)
{
	text_add_char(out, '\'');
	for (; *words; words++)
		if (*words == '\'')
			text_add(out, "'\\''");
		else
			text_add_char(out, *words);
	text_add_char(out, '\'');
}

/* The case with the program of that build: what it executes, or procbench itself. */
static void add_side(struct text *out, const char *spec, const char *build)
{
	size_t length;
	const char *program = find_program(spec, &length);
	struct text side = {0}, shown = {0};

	if (program) {
		text_add_bytes(&side, spec, (size_t)(program - spec) + length);
		text_add_char(&side, '-');
		add_plain(&side, build);
		text_add(&side, program + length);
	} else {
		text_printf(&side, "%s%cimage=./procbench-", spec, strchr(spec, ':') ? ',' : ':');
		add_plain(&side, build);
	}
	text_add_printable(&shown, text_string(&side));
	add_quoted(out, text_string(&shown));
	text_free(&side);
	text_free(&shown);
}

void history_text_add_duel(struct text *out, const struct history *history,
			   const struct history_series *series, size_t step, const char *separator)
{
	const struct shifts_step *shift = &series->shifts.steps[step];
	const char *spec = history->specs.items[series->spec];

	text_add(out, "procbench duel ");
	add_side(out, spec, history_text_run_name(history, series->points[shift->before].run));
	text_add(out, separator);
	add_side(out, spec, history_text_run_name(history, series->points[shift->at].run));
	if (series->clock == QUANTITY_INSTRUCTIONS)
		text_add(out, " --count");
}

void history_text_add_change(struct text *out, const struct history *history,
			     const struct history_series *series, size_t step)
{
	size_t run = series->points[series->shifts.steps[step].at].run;
	struct text change = {0};

	text_printf(&change, "%s@%s", history->specs.items[series->spec],
		    history_text_run_name(history, run));
	add_quoted(out, text_string(&change));
	text_free(&change);
}

/* ---- spikes ---- */

const char *history_text_mark(enum shifts_mark mark)
{
	return mark == SHIFTS_SPIKE ? "spike" : mark == SHIFTS_UNCONFIRMED ? "unconfirmed" : "";
}

void history_text_add_spike(struct text *out, const struct history *history,
			    const struct history_series *series, size_t point)
{
	const struct history_point *at = &series->points[point];

	add_percent(out, log(at->value) - series->shifts.levels[point]);
	text_add(out, " at ");
	history_text_add_run(out, history, at->run);
}

/* ---- the whole ---- */

void history_text_add_summary(struct text *out, const struct history *history)
{
	add_count(out, history->run_count, "result");
	text_add(out, ", ");
	add_count(out, history->machine_count, "machine");
	text_add(out, ", ");
	add_count(out, history->specs.count, "case");
	text_add(out, "; ");
	add_count(out, history->changes, "change");
	if (history->fresh > 0)
		text_printf(out, ", %zu fresh", history->fresh);
}

void history_text_add_method(struct text *out, const struct history *history)
{
	(void)history;
	text_printf(out,
		    "Changes of level are detected in the logarithms by " PHRASES_METHOD
		    " (penalty 8 + 4 ln n variances), in segments of %d results or more; "
		    "a deviation of only one or two results is a spike. False-positive "
		    "rate: below 1%% per series of 100 results. Confirm a change with "
		    "the duel that is shown.",
		    SHIFTS_SEGMENT_LEAST);
}

static void each_machine(struct text *out, const struct history *history, struct text *line,
			 void (*add)(struct text *out, const char *note))
{
	for (size_t i = 1; i < history->machine_count; i++) {
		text_clear(line);
		text_printf(line, "machine %zu differs from machine 1: ", i + 1);
		machine_add_differences(line, &history->machines[0], &history->machines[i]);
		add(out, text_string(line));
	}
}

void history_text_each_note(struct text *out, const struct history *history,
			    void (*add)(struct text *out, const char *note))
{
	struct text line = {0};

	each_machine(out, history, &line, add);
	for (size_t i = 0; i < history->problem_count; i++) {
		text_clear(&line);
		text_add(&line, "not measured: ");
		history_add_problem(&line, history, &history->problems[i]);
		add(out, text_string(&line));
	}
	for (size_t i = 0; i < history->warnings.count; i++) {
		text_clear(&line);
		text_printf(&line, "warning: %s", history->warnings.items[i]);
		add(out, text_string(&line));
	}
	out->failed = out->failed || line.failed;
	text_free(&line);
}
