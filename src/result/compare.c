/* compare: compares saved results case by case. */
#define _GNU_SOURCE
#include "procbench/result/compare.h"

#include "comparing.h"

#include "procbench/base/text.h"

#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

const char *const compare_metrics[COMPARE_METRIC_COUNT] = {
	[COMPARE_TOTAL] = "total", [COMPARE_CALL] = "call", [COMPARE_START] = "start",
	[COMPARE_EXEC] = "exec",   [COMPARE_P99] = "p99",
};

/* ---- the control ---- */

static bool is_measured_everywhere(const struct comparing *c, const char *spec)
{
	for (size_t i = 0; i < c->run_count; i++) {
		const struct result_case *item = compare_find(&c->index[i], spec);

		if (!item || !(item->spans[SPAN_TOTAL].median_ns > 0))
			return false;
	}
	return true;
}

/* The first case of the method that all runs have measured. */
static const char *find_control(const struct comparing *c, const char *method, bool implied)
{
	for (size_t i = 0; i < c->to->case_count; i++) {
		const struct result_case *item = &c->to->cases[i];

		if (strcmp(item->method, method) == 0 && item->implied == implied &&
		    is_measured_everywhere(c, item->spec))
			return item->spec;
	}
	return NULL;
}

/* The floor does the same work as the cases; null reflects only the CPU's speed. */
static void choose_control(struct comparing *c)
{
	static const struct {
		const char *method;
		bool implied;
	} controls[] = {
		{"floor", true},  {"floor-vfork", true},  {"floor-thread", true},
		{"floor", false}, {"floor-vfork", false}, {"floor-thread", false},
		{"null", false},
	};
	double old_log = 0, new_log = 0;

	for (size_t i = 0; i < sizeof(controls) / sizeof(controls[0]) && !c->control; i++)
		c->control = find_control(c, controls[i].method, controls[i].implied);
	for (size_t i = 0; i < c->run_count && c->control; i++) {
		double ns = compare_find(&c->index[i], c->control)->spans[SPAN_TOTAL].median_ns;

		if (i < c->new->count)
			new_log += log(ns) / (double)c->new->count;
		else
			old_log += log(ns) / (double)c->old->count;
	}
	c->control_change = exp(new_log - old_log);
}

/* ---- one case ---- */

static void note(struct result_comparison *item, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Keeps the first problem; the note is omitted if memory runs out. */
static void note(struct result_comparison *item, const char *format, ...)
{
	struct text text = {0};
	va_list args;

	if (item->note)
		return;
	va_start(args, format);
	text_vprintf(&text, format, args);
	va_end(args);
	item->note = text_take(&text);
	text_free(&text);
}

/* Whether the case was measured properly in a run; notes the problem otherwise. */
static bool check_case(const struct run_index *index, const char *spec, enum compare_metric metric,
		       struct result_comparison *to)
{
	const struct result_case *item = compare_find(index, spec);

	if (!item)
		note(to, "not in '%.100s'", index->name);
	else if (item->skipped)
		note(to, "skipped in '%.100s': %.200s", index->name, item->skipped);
	else if (item->failed > 0)
		note(to, "%" PRIu64 " of %" PRIu64 " samples failed in '%.100s'", item->failed,
		     item->failed + item->samples, index->name);
	else if (item->launches_lost > 0)
		note(to, "%" PRIu64 " launches were lost in '%.100s'", item->launches_lost,
		     index->name);
	else if (item->launches_drifted > 0)
		note(to, "%" PRIu64 " launches drifted in '%.100s': %.200s", item->launches_drifted,
		     index->name, item->drift ? item->drift : "unknown");
	else if (isnan(figure_of(item, NULL, metric).log))
		note(to, "%s was not measured in '%.100s'", compare_metrics[metric], index->name);
	return item && !to->note;
}

static bool is_only_new(const struct comparing *c, const char *spec)
{
	for (size_t i = c->new->count; i < c->run_count; i++)
		if (compare_find(&c->index[i], spec))
			return false;
	return true;
}

static enum state check_runs(const struct comparing *c, const char *spec,
			     struct result_comparison *to)
{
	if (is_only_new(c, spec)) {
		note(to, "added: '%.100s' does not have it", c->index[c->new->count].name);
		return STATE_ADDED;
	}
	for (size_t i = 0; i < c->run_count; i++)
		if (!check_case(&c->index[i], spec, c->settings->metric, to))
			return STATE_UNMEASURED;
	return STATE_JUDGED;
}

/* Collects the values of all runs of a side. */
static struct figures gather_side(const struct comparing *c, const char *spec, bool controlled,
				  size_t from, size_t to)
{
	struct figures figures = {0};

	for (size_t i = from; i < to; i++) {
		const struct result_case *item = compare_find(&c->index[i], spec), *control = NULL;
		struct figure figure;

		if (controlled)
			control = compare_find(&c->index[i], c->control);
		if (!item)
			continue;
		figure = figure_of(item, control, c->settings->metric);
		if (!isnan(figure.log))
			figures_add(&figures, &figure, control != NULL);
	}
	return figures;
}

static double ns_of(const struct figures *figures)
{
	return figures->count ? exp(figures->mean_log) : NAN;
}

static void note_missing_error(const struct comparing *c, struct result_comparison *to)
{
	if (c->settings->metric == COMPARE_P99)
		note(to, "no CI for the p99 of a single run: give several files per side");
	else
		note(to, "too few launches for a 95%% CI (at least 6): use a larger --launches, "
			 "--iters or "
			 "--time");
}

/* Beside the change as measured, where that decides. */
static double ratio_controlled(const struct comparing *c, const char *spec)
{
	struct figures new = gather_side(c, spec, true, 0, c->new->count);
	struct figures old = gather_side(c, spec, true, c->new->count, c->run_count);

	return exp(figures_compare(&old, &new, c->counts).difference);
}

static int compare_case(struct comparing *c, const char *spec)
{
	size_t place = c->to->comparison_count;
	struct result_comparison *to =
		result_add_comparison(c->to, spec, spec, compare_metrics[c->settings->metric]);
	bool has_control = c->control && strcmp(spec, c->control) != 0;
	bool judge_controlled = has_control && !c->moves;
	struct figures new, old;

	if (!to)
		return compare_out_of_memory(c);
	new = gather_side(c, spec, judge_controlled, 0, c->new->count);
	old = gather_side(c, spec, judge_controlled, c->new->count, c->run_count);
	to->margin = c->settings->margin;
	to->a_ns = ns_of(&old);
	to->b_ns = ns_of(&new);
	to->pairs = old.count < new.count ? old.count : new.count;
	c->states[place] = check_runs(c, spec, to);
	c->changes[place] = (struct change){NAN, NAN, NAN};
	if (to->pairs == 0)
		return 0;
	c->changes[place] = figures_compare(&old, &new, c->counts);
	to->ratio = exp(c->changes[place].difference);
	to->raw_ratio = to->b_ns / to->a_ns;
	if (has_control)
		to->controlled_ratio = judge_controlled ? to->ratio : ratio_controlled(c, spec);
	if (isnan(c->changes[place].error) && c->states[place] == STATE_JUDGED) {
		c->states[place] = STATE_NO_ERROR;
		note_missing_error(c, to);
	}
	return 0;
}

/* ---- all cases ---- */

static bool is_in_earlier_run(const struct comparing *c, size_t run, const char *spec)
{
	for (size_t i = 0; i < run; i++)
		if (compare_find(&c->index[i], spec))
			return true;
	return false;
}

static int make_room(struct comparing *c)
{
	for (size_t i = 0; i < c->run_count; i++)
		c->capacity += c->index[i].run->case_count;
	c->changes = calloc(c->capacity + 1, sizeof(*c->changes));
	c->states = calloc(c->capacity + 1, sizeof(*c->states));
	return c->changes && c->states ? 0 : compare_out_of_memory(c);
}

static int compare_cases(struct comparing *c)
{
	int status = make_room(c);

	for (size_t run = 0; run < c->run_count; run++)
		for (size_t i = 0; i < c->index[run].run->case_count && status == 0; i++) {
			const struct result_case *item = &c->index[run].run->cases[i];

			if (!item->implied && !is_in_earlier_run(c, run, item->spec))
				status = compare_case(c, item->spec);
		}
	if (status == 0 && c->to->comparison_count == 0)
		return error_set(c->error, EINVAL,
				 "'%.100s' and '%.100s' have no case in common except the floor",
				 c->old->names[0], c->new->names[0]);
	return status;
}

/* ---- the whole ---- */

static int count_all(struct comparing *c, struct compare_counts *counts)
{
	int status = 0;

	*counts = (struct compare_counts){0};
	for (size_t i = 0; i < c->to->comparison_count; i++) {
		const struct result_comparison *item = &c->to->comparisons[i];
		enum verdict verdict = item->verdict;

		if (c->states[i] == STATE_UNMEASURED)
			status |= text_list_add(&counts->failures, "%s: %s", item->b,
						item->note ? item->note : "not measured");
		if (verdict == VERDICT_REGRESSION)
			counts->regressions++;
		else if (c->states[i] == STATE_UNMEASURED)
			counts->unmeasured++;
		else if (verdict == VERDICT_INCONCLUSIVE)
			counts->inconclusive++;
		else
			counts->passed++;
	}
	return status == 0 ? 0 : compare_out_of_memory(c);
}

static int compare(struct comparing *c)
{
	int status = compare_index(c);

	if (status == 0)
		status = compare_check_runs(c);
	if (status == 0)
		status = compare_check_machines(c);
	if (status == 0) {
		result_drop_comparisons(c->to); /* from a saved duel */
		if (!c->counts)
			choose_control(c);
		c->moves = compare_find_move(c);
		status = compare_cases(c);
	}
	if (status == 0)
		status = compare_judge(c);
	return status == 0 ? compare_describe(c) : status;
}

int compare_results(const struct compare_side *old, const struct compare_side *new,
		    const struct compare_settings *settings, struct compare_counts *counts,
		    struct error *error)
{
	struct comparing c = {.old = old,
			      .new = new,
			      .settings = settings,
			      .to = &new->runs[0],
			      .counts = new->runs[0].clock == QUANTITY_INSTRUCTIONS,
			      .error = error};
	int status = compare(&c);

	if (status == 0)
		status = count_all(&c, counts);
	for (size_t i = 0; i < c.run_count; i++)
		free(c.index[i].cases);
	free(c.index);
	free(c.changes);
	free(c.states);
	return status;
}
