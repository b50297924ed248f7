/* fleet_judge: fits every case of every group, and tests all hosts in one family. */
#define _GNU_SOURCE
#include "merging.h"

#include "procbench/stats/paired.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static int by_value(const void *a, const void *b)
{
	const struct fleet_host *x = a, *y = b;
	double off = x->effect.value - y->effect.value;

	return off != 0 ? (off > 0) - (off < 0) : (x->label > y->label) - (x->label < y->label);
}

/* ---- one unit ---- */

/* Numbers the hosts that have runs from 0; local[label] is that number plus 1. */
static void number_hosts(struct fleet_unit *unit, size_t *local)
{
	for (size_t i = 0; i < unit->run_count; i++) {
		size_t label = unit->runs[i].host;

		if (local[label] == 0) {
			unit->hosts[unit->host_count].label = label;
			local[label] = ++unit->host_count;
		}
		unit->runs[i].host = local[label] - 1;
	}
	for (size_t i = 0; i < unit->host_count; i++)
		local[unit->hosts[i].label] = 0;
}

/* Geometric means: of each host's runs, and of the hosts. */
static void average_times(struct fleet_unit *unit)
{
	double sum = 0;

	for (size_t i = 0; i < unit->host_count; i++)
		unit->hosts[i].median_ns = 0;
	for (size_t i = 0; i < unit->run_count; i++)
		unit->hosts[unit->runs[i].host].median_ns += unit->log_ns[i];
	for (size_t i = 0; i < unit->host_count; i++) {
		unit->hosts[i].median_ns /= (double)unit->hosts[i].effect.runs;
		sum += unit->hosts[i].median_ns;
		unit->hosts[i].median_ns = exp(unit->hosts[i].median_ns);
	}
	unit->median_ns = exp(sum / (double)unit->host_count);
}

/* Counts are the same in every run, so that nothing is assumed of runs. */
static struct effects_assumed assumed(const struct fleet *fleet)
{
	bool is_timed = fleet->clock == QUANTITY_TIME;

	return (struct effects_assumed){is_timed ? FLEET_RUN_SD : 0, FLEET_RUN_DF};
}

static int judge_unit(const struct fleet *fleet, struct fleet_unit *unit, size_t *local)
{
	struct effects_assumed runs = assumed(fleet);
	struct effects_host *hosts;

	unit->hosts = calloc(unit->run_count, sizeof(*unit->hosts));
	hosts = calloc(unit->run_count, sizeof(*hosts));
	if (!unit->hosts || !hosts) {
		free(hosts);
		return -ENOMEM;
	}
	number_hosts(unit, local);
	effects_fit(unit->runs, unit->run_count, hosts, unit->host_count, &runs, &unit->effects);
	for (size_t i = 0; i < unit->host_count; i++)
		unit->hosts[i].effect = hosts[i];
	average_times(unit);
	qsort(unit->hosts, unit->host_count, sizeof(*unit->hosts), by_value);
	free(hosts);
	return 0;
}

/* ---- all units ---- */

static int correct(struct fleet *fleet)
{
	size_t count = 0, at = 0;
	double *p;

	for (size_t i = 0; i < fleet->unit_count; i++)
		count += fleet->units[i].host_count;
	p = calloc(count + 1, sizeof(*p));
	if (!p)
		return -ENOMEM;
	for (size_t i = 0; i < fleet->unit_count; i++)
		for (size_t k = 0; k < fleet->units[i].host_count; k++)
			p[at++] = fleet->units[i].hosts[k].effect.p;
	paired_holm(p, count);
	at = 0;
	for (size_t i = 0; i < fleet->unit_count; i++)
		for (size_t k = 0; k < fleet->units[i].host_count; k++) {
			struct fleet_host *host = &fleet->units[i].hosts[k];

			fleet->tests += isfinite(host->effect.p);
			host->p_holm = p[at++];
			host->is_outlier = host->p_holm <= fleet->settings.error_rate;
			fleet->outliers += host->is_outlier;
		}
	free(p);
	return 0;
}

/* A host that lacks a case which others have is named, too. */
static int find_absent(struct fleet *fleet)
{
	size_t labels = fleet->labels.count, problems = fleet->problem_count;
	bool *has = calloc(fleet->specs.count * labels + 1, sizeof(*has));
	int status = has ? 0 : -ENOMEM;

	for (size_t i = 0; i < fleet->unit_count && has; i++)
		for (size_t k = 0; k < fleet->units[i].host_count; k++)
			has[fleet->units[i].spec * labels + fleet->units[i].hosts[k].label] = true;
	for (size_t i = 0; i < problems && has; i++)
		if (fleet->problems[i].spec >= 0)
			has[(size_t)fleet->problems[i].spec * labels +
			    (size_t)fleet->problems[i].label] = true;
	for (size_t i = 0; i < fleet->specs.count * labels && status == 0; i++)
		if (!has[i])
			status = merge_problem(fleet, (long)(i % labels), (long)(i / labels), NULL,
					       "this case is not in its results");
	free(has);
	return status;
}

/* A label such as 'localhost' may stand for several machines. */
static int warn_of_labels(struct fleet *fleet)
{
	char **first = calloc(fleet->labels.count + 1, sizeof(*first));
	int status = first ? 0 : -ENOMEM;

	for (size_t i = 0; i < fleet->machines.count && status == 0; i++) {
		char *what;
		size_t label = strtoul(fleet->machines.items[i], &what, 10);

		if (first[label])
			status = text_list_add(&fleet->warnings,
					       "label '%s' is used by different "
					       "machines (%s; %s): give each its own "
					       "--label",
					       fleet->labels.items[label], first[label], what + 1);
		else
			first[label] = what + 1;
	}
	free(first);
	return status;
}

#define NAMED_MAX 8

/* In one sentence, because it may be true of all hosts. */
static int warn_of_load(struct fleet *fleet)
{
	size_t count = fleet->loaded.count, named = count < NAMED_MAX ? count : NAMED_MAX;
	struct text names = {0};
	int status;

	if (count == 0)
		return 0;
	for (size_t i = 0; i < named; i++)
		text_printf(&names, "%s%s", i ? ", " : "", fleet->loaded.items[i]);
	if (count > named)
		text_printf(&names, " and %zu more", count - named);
	status = names.failed ? -ENOMEM
			      : text_list_add(&fleet->warnings,
					      "measured under other load: %s (see the warnings of "
					      "their results; measure one at a time on idle hosts)",
					      text_string(&names));
	text_free(&names);
	return status;
}

static int by_case(const void *a, const void *b, void *of)
{
	const struct fleet_unit *x = a, *y = b;
	const struct fleet *fleet = of;
	int groups = strcmp(fleet->by.groups.items[x->group], fleet->by.groups.items[y->group]);

	if (x->spec != y->spec)
		return x->spec > y->spec ? 1 : -1;
	return groups != 0 ? groups : strcmp(x->floor, y->floor);
}

int fleet_judge(struct fleet *fleet, struct error *error)
{
	size_t *local = calloc(fleet->labels.count + 1, sizeof(*local));
	int status = local ? 0 : -ENOMEM;

	for (size_t i = 0; i < fleet->unit_count && status == 0; i++)
		status = judge_unit(fleet, &fleet->units[i], local);
	free(local);
	status = status == 0 ? correct(fleet) : status;
	status = status == 0 ? find_absent(fleet) : status;
	status = status == 0 ? warn_of_labels(fleet) : status;
	status = status == 0 ? warn_of_load(fleet) : status;
	if (status < 0)
		return error_no_memory(error);
	if (fleet->unit_count > 0)
		qsort_r(fleet->units, fleet->unit_count, sizeof(*fleet->units), by_case, fleet);
	status = fleet->files > 0 ? grouping_check(&fleet->by, error) : 0;
	return status == 0 ? merge_expected(fleet, error) : status;
}
