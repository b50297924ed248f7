/* gather: keeps of each result what a history needs: a few numbers per case. */
#include "gathering.h"

#include "procbench/result/machine.h"

#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Makes room for one more item where `count` is a power of two, or 0; NULL: out of memory. */
static void *grown(void *items, size_t count, size_t size)
{
	if ((count & (count - 1)) != 0)
		return items;
	return reallocarray(items, count ? 2 * count : 1, size);
}

/* ---- problems ---- */

static int add_problem(struct history *history, long spec, const char *file, const char *why)
{
	struct history_problem *all = grown(history->problems, history->problem_count,
					    sizeof(*all)),
			       *problem;

	if (!all)
		return -ENOMEM;
	history->problems = all;
	problem = &all[history->problem_count++];
	*problem = (struct history_problem){
		.file = file ? strdup(file) : NULL, .spec = spec, .why = strdup(why), .count = 1};
	return problem->why && (!file || problem->file) ? 0 : -ENOMEM;
}

int gather_problem(struct history *history, long spec, const char *file, const char *why)
{
	size_t known = history->problem_keys.count;
	struct text key = {0};
	long index;

	if (spec >= 0)
		text_printf(&key, "%ld %s", spec, why);
	else
		text_printf(&key, "%s %s", file ? file : "", why);
	index = key.failed ? -ENOMEM : words_add(&history->problem_keys, text_string(&key));
	text_free(&key);
	if (index < 0)
		return -ENOMEM;
	if ((size_t)index == known)
		return add_problem(history, spec, file, why);
	history->problems[index].count++;
	return 0;
}

/* ---- machines ---- */

/* The machine of the result; a new one takes over its facts. */
static long find_machine(struct history *history, struct result *result)
{
	struct facts *all;

	for (size_t i = history->machine_count; i > 0; i--)
		if (machine_is_same(&history->machines[i - 1], &result->host))
			return (long)i - 1;
	all = grown(history->machines, history->machine_count, sizeof(*all));
	if (!all)
		return -ENOMEM;
	history->machines = all;
	all[history->machine_count] = result->host;
	result->host = (struct facts){0};
	return (long)history->machine_count++;
}

/* ---- cases ---- */

static struct history_series *find_series(struct history *history, const struct history_series *new)
{
	struct history_series *all;
	struct text key = {0};
	long index;

	text_printf(&key, "%zu %zu %zu %d %s", new->spec,
		    history->settings.across_machines ? 0 : new->machine, new->by, (int)new->clock,
		    new->floor ? new->floor : "");
	index = key.failed ? -ENOMEM : words_add(&history->series_keys, text_string(&key));
	text_free(&key);
	if (index < 0)
		return NULL;
	if ((size_t)index < history->series_count)
		return &history->series[index];
	all = grown(history->series, history->series_count, sizeof(*all));
	if (!all)
		return NULL;
	history->series = all;
	all[index] = *new;
	all[index].floor = new->floor ? strdup(new->floor) : NULL;
	history->series_count++;
	return !new->floor || all[index].floor ? &all[index] : NULL;
}

static int add_point(struct history *history, const struct history_series *of,
		     const struct history_point *point)
{
	struct history_series *series = find_series(history, of);
	struct history_point *all =
		series ? grown(series->points, series->point_count, sizeof(*all)) : NULL;

	if (!all)
		return -ENOMEM;
	series->points = all;
	all[series->point_count++] = *point;
	return 0;
}

/* Counts repeat exactly, and need no floor. */
static bool has_floor(const struct history *history, const struct result *result)
{
	return result->clock == QUANTITY_TIME && history->settings.values == HISTORY_FLOOR;
}

static struct history_point point_of(const struct result_case *item, bool is_multiple)
{
	const struct result_span *total = &item->spans[SPAN_TOTAL];

	if (!is_multiple)
		return (struct history_point){total->median_ns, total->median_low_ns,
					      total->median_high_ns, total->median_ns, 0};
	return (struct history_point){item->floor_multiple, item->floor_multiple_low,
				      item->floor_multiple_high, total->median_ns, 0};
}

/* Why a case has no point, or NULL. */
static const char *refusal(const struct result_case *item, const struct history_point *point)
{
	if (item->skipped)
		return item->skipped;
	if (item->failed > 0)
		return "samples failed";
	if (!(point->value > 0))
		return "measured without its floor (omit --no-floor)";
	return NULL;
}

static bool is_floor(const struct result_case *item)
{
	return item->implied || strcmp(item->method, item->floor ? item->floor : "floor") == 0;
}

static bool is_wanted(const struct history_settings *settings, const struct result_case *item)
{
	for (size_t i = 0; i < settings->case_count; i++)
		if (strcmp(settings->cases[i], item->spec) == 0)
			return true;
	return settings->case_count == 0 && !is_floor(item);
}

static int add_case(struct history *history, const struct result *result,
		    const struct result_case *item, const struct history_series *of,
		    const char *file)
{
	bool is_multiple = has_floor(history, result);
	struct history_point point = point_of(item, is_multiple);
	const char *why = refusal(item, &point);
	struct history_series series = *of;
	long spec = words_add(&history->specs, item->spec);

	if (spec < 0)
		return -ENOMEM;
	if (why)
		return gather_problem(history, spec, file, why);
	series.spec = (size_t)spec;
	series.clock = result->clock;
	if (is_multiple)
		series.floor = item->floor ? item->floor : (char[]){"floor"};
	point.run = history->run_count - 1;
	return add_point(history, &series, &point);
}

/* ---- results ---- */

/* The same run twice would make a level appear to last. */
static bool is_seen(struct history *history, const struct result *result, int *status)
{
	size_t count = history->runs_seen.count;
	const char *label = grouping_label(result);
	struct text run = {0};

	text_printf(&run, "%s %s %" PRIu64, label ? label : "", result->date, result->seed);
	*status = run.failed || words_add(&history->runs_seen, text_string(&run)) < 0 ? -ENOMEM : 0;
	text_free(&run);
	return *status == 0 && history->runs_seen.count == count;
}

static long add_word(struct words *words, const char *word)
{
	return word ? words_add(words, word) : -1;
}

static int add_run(struct history *history, struct result *result, const char *file)
{
	struct history_run *all = grown(history->runs, history->run_count, sizeof(*all));
	long group = grouping_find(&history->by, result), machine;
	struct history_run run = {
		.date = add_word(&history->dates, result->date),
		.label = add_word(&history->labels, grouping_label(result)),
		.commit = add_word(&history->commits, grouping_tag(result, "commit")),
		.file = add_word(&history->files, file),
	};
	struct history_series of = {.by = (size_t)group};
	int status = 0;

	machine = find_machine(history, result);
	if (!all || group < 0 || machine < 0)
		return -ENOMEM;
	history->runs = all;
	run.machine = of.machine = (size_t)machine;
	all[history->run_count++] = run;
	for (size_t i = 0; i < result->case_count && status == 0; i++)
		if (is_wanted(&history->settings, &result->cases[i]))
			status = add_case(history, result, &result->cases[i], &of, file);
	if (status == 0 && result->partial)
		status =
			text_list_add(&history->warnings,
				      "'%s' is partial: only its finished launches are used", file);
	return status;
}

int gather_result(struct history *history, struct result *result, const char *file)
{
	int status = 0;

	if (!result->date)
		return gather_problem(history, -1, file, "it has no date");
	if (is_seen(history, result, &status))
		return text_list_add(&history->warnings,
				     "'%s' is ignored: another file contains the same run", file);
	return status == 0 ? add_run(history, result, file) : status;
}
