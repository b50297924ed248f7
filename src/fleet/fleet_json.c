/* fleet_json: a fleet for programs, schema procbench-fleet/1. */
#include "fleet_formats.h"
#include "fleet_phrases.h"

#include "procbench/base/version.h"
#include "procbench/render/jsons.h"

#include <math.h>

#define FLEET_SCHEMA "procbench-fleet/1"

static json_t *exponential(double logarithm)
{
	return jsons_number(exp(logarithm));
}

static json_t *host_object(struct jsons *jsons, const struct fleet *fleet,
			   const struct fleet_unit *unit, const struct fleet_host *host)
{
	json_t *object = json_object();

	jsons_set(jsons, object, "host", jsons_string(fleet->labels.items[host->label]));
	jsons_set(jsons, object, "runs", jsons_count(host->effect.runs));
	jsons_set(jsons, object, "floor_multiple", exponential(host->effect.value));
	jsons_set(jsons, object, "floor_multiple_low", exponential(host->effect.low));
	jsons_set(jsons, object, "floor_multiple_high", exponential(host->effect.high));
	jsons_set(jsons, object, "vs_fleet", jsons_number(1 + phrases_off(unit, host)));
	jsons_set(jsons, object, "p", jsons_number(host->effect.p));
	jsons_set(jsons, object, "p_holm", jsons_number(host->p_holm));
	jsons_set(jsons, object, "outlier", json_boolean(host->is_outlier));
	jsons_set(jsons, object, "rank_first", jsons_count(host->effect.rank_first));
	jsons_set(jsons, object, "rank_last", jsons_count(host->effect.rank_last));
	jsons_set(jsons, object, "median_ns", jsons_number(host->median_ns));
	return object;
}

static json_t *group_object(struct jsons *jsons, const struct fleet *fleet, size_t group)
{
	json_t *object = json_object();

	for (size_t i = 0; i < fleet->by.names.count; i++) {
		struct text value = {0};
		size_t length;
		const char *part = grouping_value(&fleet->by, group, i, &length);

		text_add_bytes(&value, part, length);
		jsons_set(jsons, object, fleet->by.names.items[i], jsons_text(&value));
	}
	return object;
}

static json_t *variance_object(struct jsons *jsons, const struct effects *effects)
{
	struct shares shares = shares_of(effects);
	json_t *object = json_object();

	jsons_set(jsons, object, "share_hosts", jsons_number(shares.hosts));
	jsons_set(jsons, object, "share_runs", jsons_number(shares.runs));
	jsons_set(jsons, object, "share_hosts_and_runs", jsons_number(shares.hosts_and_runs));
	jsons_set(jsons, object, "share_within", jsons_number(shares.within));
	jsons_set(jsons, object, "sd_hosts", jsons_number(sqrt(effects->between_hosts)));
	jsons_set(jsons, object, "sd_runs", jsons_number(sqrt(effects->between_runs)));
	jsons_set(jsons, object, "sd_within", jsons_number(sqrt(effects->within)));
	jsons_set(jsons, object, "sd_runs_assumed", json_boolean(effects->run_assumed));
	return object;
}

static json_t *unit_object(struct jsons *jsons, const struct fleet *fleet,
			   const struct fleet_unit *unit)
{
	const struct effects *effects = &unit->effects;
	json_t *object = json_object(), *hosts = json_array();

	for (size_t i = 0; i < unit->host_count; i++)
		jsons_append(jsons, hosts, host_object(jsons, fleet, unit, &unit->hosts[i]));
	jsons_set(jsons, object, "case", jsons_string(fleet->specs.items[unit->spec]));
	jsons_set(jsons, object, "floor", jsons_string(unit->floor));
	jsons_set(jsons, object, "group", group_object(jsons, fleet, unit->group));
	jsons_set(jsons, object, "runs", jsons_count(effects->runs));
	jsons_set(jsons, object, "floor_multiple", exponential(effects->mean));
	jsons_set(jsons, object, "floor_multiple_low", exponential(effects->low));
	jsons_set(jsons, object, "floor_multiple_high", exponential(effects->high));
	jsons_set(jsons, object, "next_host_low", exponential(effects->host_low));
	jsons_set(jsons, object, "next_host_high", exponential(effects->host_high));
	jsons_set(jsons, object, "median_ns", jsons_number(unit->median_ns));
	jsons_set(jsons, object, "mde", jsons_number(phrases_mde(fleet, unit)));
	jsons_set(jsons, object, "variance", variance_object(jsons, effects));
	jsons_set(jsons, object, "hosts", hosts);
	return object;
}

static json_t *problem_object(struct jsons *jsons, const struct fleet *fleet,
			      const struct fleet_problem *problem)
{
	json_t *object = json_object();

	jsons_set(jsons, object, "host",
		  jsons_string(problem->label >= 0 ? fleet->labels.items[problem->label] : NULL));
	jsons_set(jsons, object, "case",
		  jsons_string(problem->spec >= 0 ? fleet->specs.items[problem->spec] : NULL));
	jsons_set(jsons, object, "file", jsons_string(problem->file));
	jsons_set(jsons, object, "why", jsons_string(problem->why));
	return object;
}

static json_t *hosts_array(struct jsons *jsons, const struct fleet *fleet)
{
	json_t *hosts = json_array();

	for (size_t i = 0; i < fleet->labels.count; i++)
		jsons_append(jsons, hosts, jsons_string(fleet->labels.items[i]));
	return hosts;
}

static json_t *tool_object(struct jsons *jsons)
{
	json_t *object = json_object();

	jsons_set(jsons, object, "name", jsons_string("procbench"));
	jsons_set(jsons, object, "version", jsons_string(PROCBENCH_VERSION));
	return object;
}

int fleet_write_json(const struct fleet *fleet, bool color, struct text *out)
{
	struct jsons jsons = {0};
	json_t *object = json_object(), *units = json_array(), *problems = json_array();

	(void)color;
	for (size_t i = 0; i < fleet->unit_count; i++)
		jsons_append(&jsons, units, unit_object(&jsons, fleet, &fleet->units[i]));
	for (size_t i = 0; i < fleet->problem_count; i++)
		jsons_append(&jsons, problems, problem_object(&jsons, fleet, &fleet->problems[i]));
	jsons_set(&jsons, object, "schema", jsons_string(FLEET_SCHEMA));
	jsons_set(&jsons, object, "tool", tool_object(&jsons));
	jsons_set(&jsons, object, "clock", jsons_string(quantity_table[fleet->clock].clock));
	jsons_set(&jsons, object, "estimator", jsons_string(PHRASES_ESTIMATOR));
	jsons_set(&jsons, object, "error_rate", jsons_number(fleet->settings.error_rate));
	jsons_set(&jsons, object, "by", jsons_strings(&jsons, &fleet->by.names));
	jsons_set(&jsons, object, "results", jsons_count(fleet->files));
	jsons_set(&jsons, object, "hosts", hosts_array(&jsons, fleet));
	jsons_set(&jsons, object, "missing_count", jsons_count(fleet->missing_count));
	jsons_set(&jsons, object, "missing", jsons_strings(&jsons, &fleet->missing));
	jsons_set(&jsons, object, "not_measured", problems);
	jsons_set(&jsons, object, "warnings", jsons_strings(&jsons, &fleet->warnings));
	jsons_set(&jsons, object, "outliers", jsons_count(fleet->outliers));
	jsons_set(&jsons, object, "cases", units);
	return jsons_finish(&jsons, object, out, NULL);
}
