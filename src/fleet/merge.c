/* merge: keeps of each result what the fleet needs: a few numbers per case. */
#include "merging.h"

#include "procbench/result/floors.h"
#include "procbench/stats/paired.h"

#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static char *copy(const char *string, bool *failed)
{
	char *made = string ? strdup(string) : NULL;

	*failed = *failed || (string && !made);
	return made;
}

int merge_problem(struct fleet *fleet, long label, long spec, const char *file, const char *why)
{
	size_t count = fleet->problem_count;
	bool failed = false;

	if ((count & (count - 1)) == 0) {
		size_t wanted = count ? 2 * count : 1;
		struct fleet_problem *all = realloc(fleet->problems, wanted * sizeof(*all));

		if (!all)
			return -ENOMEM;
		fleet->problems = all;
	}
	fleet->problems[fleet->problem_count++] =
		(struct fleet_problem){label, spec, copy(file, &failed), copy(why, &failed)};
	return failed ? -ENOMEM : 0;
}

/* ---- the host and its group ---- */

/* Remembers what machines a label stands for, as they would be pooled as runs of one host. */
static int note_machine(struct fleet *fleet, const struct result *result, long label)
{
	static const char *const names[] = {"cpu_model", "machine", "cpus"};
	struct text machine = {0};
	long index;

	text_printf(&machine, "%ld", label);
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		const char *value = facts_get(&result->host, names[i]);

		text_printf(&machine, "%s%s", i ? ", " : " ", value ? value : "unknown");
	}
	index = machine.failed ? -ENOMEM : words_add(&fleet->machines, text_string(&machine));
	text_free(&machine);
	return index < 0 ? -ENOMEM : 0;
}

/* ---- cases ---- */

static struct fleet_unit *find_unit(struct fleet *fleet, long spec, long group, const char *floor)
{
	struct text key = {0};
	struct fleet_unit *all;
	long index;

	text_printf(&key, "%ld %ld %s", spec, group, floor);
	index = key.failed ? -ENOMEM : words_add(&fleet->unit_keys, text_string(&key));
	text_free(&key);
	if (index < 0)
		return NULL;
	if ((size_t)index < fleet->unit_count)
		return &fleet->units[index];
	all = realloc(fleet->units, (fleet->unit_count + 1) * sizeof(*all));
	if (!all)
		return NULL;
	fleet->units = all;
	all[index] = (struct fleet_unit){
		.spec = (size_t)spec, .group = (size_t)group, .floor = strdup(floor)};
	fleet->unit_count++;
	return all[index].floor ? &all[index] : NULL;
}

static int add_run(struct fleet_unit *unit, const struct effects_run *run, double log_ns)
{
	if (unit->run_count == unit->capacity) {
		size_t wanted = unit->capacity ? 2 * unit->capacity : 4;
		struct effects_run *runs = realloc(unit->runs, wanted * sizeof(*runs));
		double *logs = realloc(unit->log_ns, wanted * sizeof(*logs));

		unit->runs = runs ? runs : unit->runs;
		unit->log_ns = logs ? logs : unit->log_ns;
		if (!runs || !logs)
			return -ENOMEM;
		unit->capacity = wanted;
	}
	unit->runs[unit->run_count] = *run;
	unit->log_ns[unit->run_count++] = log_ns;
	return 0;
}

/* The estimate that other reports show, and the variance of a launch around it. */
static bool measure(const struct result *result, const struct result_case *item, double *values,
		    struct effects_run *run)
{
	const struct result_case *floor = floors_find(result, item);
	size_t n = floor ? floors_log_ratios(item, floor, values) : 0;
	double squares = 0, mean = 0;

	for (size_t i = 0; i < n; i++)
		mean += values[i] / (double)n;
	for (size_t i = 0; i < n; i++)
		squares += (values[i] - mean) * (values[i] - mean);
	run->value = paired_estimate(values, n);
	run->variance = n > 1 ? squares / (double)(n - 1) : NAN;
	run->launches = (double)n;
	return n > 0 && isfinite(run->value);
}

/* Why a case takes no part, or NULL. */
static const char *refusal(const struct result *result, const struct result_case *item,
			   struct text *why)
{
	if (item->skipped)
		text_printf(why, "skipped: %s", item->skipped);
	else if (item->failed > 0)
		text_printf(why, "%" PRIu64 " of %" PRIu64 " samples failed", item->failed,
			    item->failed + item->samples);
	else if (!floors_find(result, item))
		text_printf(why, "measured without %s (omit --no-floor)",
			    item->floor ? item->floor : "floor");
	else
		return NULL;
	return text_string(why);
}

static bool is_floor(const struct result *result, const struct result_case *item)
{
	return item->implied || floors_find(result, item) == item;
}

static int add_case(struct fleet *fleet, const struct result *result,
		    const struct result_case *item, long label, long group, const char *file)
{
	double *values = calloc(item->launch_count + 1, sizeof(*values));
	long spec = words_add(&fleet->specs, item->spec);
	struct effects_run run = {.host = (size_t)label};
	struct text words = {0};
	struct fleet_unit *unit;
	const char *why = refusal(result, item, &words);
	int status = values && spec >= 0 ? 0 : -ENOMEM;

	if (status == 0 && !why && !measure(result, item, values, &run))
		why = "no round has launches of the case and of its floor";
	if (status == 0 && why) {
		status = merge_problem(fleet, label, spec, file, why);
	} else if (status == 0) {
		unit = find_unit(fleet, spec, group, item->floor ? item->floor : "floor");
		status = unit ? add_run(unit, &run, log(item->spans[SPAN_TOTAL].median_ns))
			      : -ENOMEM;
	}
	free(values);
	text_free(&words);
	return status;
}

/* ---- results ---- */

static int check_clock(struct fleet *fleet, const struct result *result, const char *file,
		       struct error *error)
{
	if (!fleet->clock_file) {
		fleet->clock = result->clock;
		fleet->clock_file = strdup(file);
		return fleet->clock_file ? 0 : error_no_memory(error);
	}
	if (fleet->clock == result->clock)
		return 0;
	return error_set(error, EINVAL,
			 "'%.150s' contains %s and '%.150s' %s: merge them separately",
			 fleet->clock_file, quantity_table[fleet->clock].noun, file,
			 quantity_table[result->clock].noun);
}

/* The same run twice would make the spread between runs appear smaller. */
static bool is_seen(struct fleet *fleet, const struct result *result, long label, int *status)
{
	size_t count = fleet->runs_seen.count;
	struct text run = {0};

	text_printf(&run, "%ld %s %" PRIu64, label, result->date ? result->date : "", result->seed);
	*status = run.failed || words_add(&fleet->runs_seen, text_string(&run)) < 0 ? -ENOMEM : 0;
	text_free(&run);
	return *status == 0 && result->date && fleet->runs_seen.count == count;
}

static int note_load(struct fleet *fleet, const struct result *result, long label)
{
	for (size_t i = 0; i < result->warnings.count; i++)
		if (strncmp(result->warnings.items[i], RESULT_WARNING_LOAD,
			    strlen(RESULT_WARNING_LOAD)) == 0)
			return words_add(&fleet->loaded, fleet->labels.items[label]) < 0 ? -ENOMEM
											 : 0;
	return 0;
}

static int add_cases(struct fleet *fleet, const struct result *result, long label, const char *file)
{
	long group = grouping_find(&fleet->by, result);
	int status = group < 0 ? -ENOMEM : note_machine(fleet, result, label);

	if (status == 0)
		status = note_load(fleet, result, label);
	for (size_t i = 0; i < result->case_count && status == 0; i++)
		if (!is_floor(result, &result->cases[i]))
			status = add_case(fleet, result, &result->cases[i], label, group, file);
	if (status == 0 && result->partial)
		status =
			text_list_add(&fleet->warnings,
				      "'%s' is partial: only its finished launches are used", file);
	fleet->files++;
	return status;
}

int merge_result(struct fleet *fleet, const struct result *result, const char *file,
		 struct error *error)
{
	const char *name = grouping_label(result);
	int status = check_clock(fleet, result, file, error);
	long label;

	if (status < 0)
		return status;
	if (!name) {
		status = merge_problem(fleet, -1, -1, file,
				       "neither a label nor a host name (measure with --label)");
		return status < 0 ? error_no_memory(error) : 0;
	}
	label = words_add(&fleet->labels, name);
	if (label < 0)
		return error_no_memory(error);
	if (is_seen(fleet, result, label, &status))
		status = text_list_add(&fleet->warnings,
				       "'%s' is ignored: another file contains the same run", file);
	else if (status == 0)
		status = add_cases(fleet, result, label, file);
	return status < 0 ? error_no_memory(error) : 0;
}
