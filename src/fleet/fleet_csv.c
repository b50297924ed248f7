/* fleet_csv: a fleet for spreadsheets, one row per host of a case; what lacks has a row, too. */
#include "fleet_formats.h"
#include "fleet_phrases.h"

#include "procbench/render/csv_field.h"

#include <errno.h>
#include <math.h>

static const char header[] =
	"case,floor,group,host,status,runs,floor_multiple,floor_multiple_low,floor_multiple_high,"
	"vs_fleet,p,p_holm,rank_first,rank_last,median_ns,fleet_multiple,fleet_multiple_low,"
	"fleet_multiple_high,share_hosts,share_runs,share_within,why,mde\r\n";

#define NUMBERS 16 /* the columns between status and why */

static void add_number(struct text *out, double number)
{
	text_add_char(out, ',');
	if (isfinite(number))
		text_printf(out, "%.10g", number);
}

static void add_names(struct text *out, const char *spec, const char *floor, const char *group,
		      const char *host, const char *status)
{
	const char *const names[] = {spec, floor, group, host, status};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (i > 0)
			text_add_char(out, ',');
		csv_field_add(out, names[i]);
	}
}

static void add_host(struct text *out, const struct fleet *fleet, const struct fleet_unit *unit,
		     const struct fleet_host *host, const char *group)
{
	const struct effects_host *effect = &host->effect;
	struct shares shares = shares_of(&unit->effects);
	const double numbers[NUMBERS] = {
		(double)effect->runs,
		exp(effect->value),
		exp(effect->low),
		exp(effect->high),
		1 + phrases_off(unit, host),
		effect->p,
		host->p_holm,
		(double)effect->rank_first,
		(double)effect->rank_last,
		host->median_ns,
		exp(unit->effects.mean),
		exp(unit->effects.low),
		exp(unit->effects.high),
		shares.hosts,
		shares.runs,
		shares.within,
	};

	add_names(out, fleet->specs.items[unit->spec], unit->floor, group,
		  fleet->labels.items[host->label], host->is_outlier ? "outlier" : "measured");
	for (size_t i = 0; i < NUMBERS; i++)
		add_number(out, numbers[i]);
	text_add_char(out, ',');
	add_number(out, phrases_mde(fleet, unit));
	text_add(out, "\r\n");
}

static void add_lack(struct text *out, const char *spec, const char *host, const char *status,
		     const char *why)
{
	add_names(out, spec, "", "", host, status);
	for (size_t i = 0; i < NUMBERS; i++)
		add_number(out, NAN);
	text_add_char(out, ',');
	csv_field_add(out, why);
	text_add(out, ",\r\n");
}

static void add_problem(struct text *out, const struct fleet *fleet,
			const struct fleet_problem *problem)
{
	add_lack(out, problem->spec >= 0 ? fleet->specs.items[problem->spec] : "",
		 problem->label >= 0 ? fleet->labels.items[problem->label] : "", "not measured",
		 problem->why);
}

int fleet_write_csv(const struct fleet *fleet, bool color, struct text *out)
{
	(void)color;
	text_add(out, header);
	for (size_t i = 0; i < fleet->unit_count; i++) {
		const struct fleet_unit *unit = &fleet->units[i];
		struct text group = {0};

		fleet_add_group(&group, fleet, unit->group);
		for (size_t k = 0; k < unit->host_count; k++)
			add_host(out, fleet, unit, &unit->hosts[k], text_string(&group));
		text_free(&group);
	}
	for (size_t i = 0; i < fleet->problem_count; i++)
		add_problem(out, fleet, &fleet->problems[i]);
	for (size_t i = 0; i < fleet->missing.count; i++)
		add_lack(out, "", fleet->missing.items[i], "missing", "no result");
	return out->failed ? -ENOMEM : 0;
}
