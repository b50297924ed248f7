/* fleet_phrases: what the formats of a fleet share. */
#include "fleet_phrases.h"

#include "procbench/render/human.h"

#include <math.h>

struct shares shares_of(const struct effects *effects)
{
	double all = effects->hosts_and_runs + effects->within;
	bool is_split = !effects->run_assumed;

	return (struct shares){
		.hosts = is_split ? effects->between_hosts / all : NAN,
		.runs = is_split ? effects->between_runs / all : NAN,
		.hosts_and_runs = effects->hosts_and_runs / all,
		.within = effects->within / all,
	};
}

void phrases_add_shares(struct text *out, const struct effects *effects)
{
	struct shares shares = shares_of(effects);

	if (!effects->run_assumed) {
		text_printf(out,
			    "variance: %.0f%% between hosts, %.0f%% between runs of a host, "
			    "%.0f%% within runs",
			    100 * shares.hosts, 100 * shares.runs, 100 * shares.within);
		return;
	}
	text_printf(out, "variance: %.0f%% between hosts and runs, %.0f%% within runs",
		    100 * shares.hosts_and_runs, 100 * shares.within);
	text_printf(out, " (too few runs per host to separate these; run-to-run SD %s%.1f%%)",
		    effects->between_runs > 0 ? "assumed to be " : "",
		    100 * sqrt(effects->between_runs));
}

void phrases_add_title(struct text *out, const struct fleet *fleet, const struct fleet_unit *unit)
{
	struct text group = {0};

	fleet_add_group(&group, fleet, unit->group);
	text_add(out, fleet->specs.items[unit->spec]);
	if (group.length > 0)
		text_printf(out, ", %s", text_string(&group));
	out->failed = out->failed || group.failed;
	text_free(&group);
}

void phrases_add_mean(struct text *out, const struct fleet *fleet, const struct fleet_unit *unit)
{
	const struct effects *effects = &unit->effects;

	text_printf(out, "%.4gx %s (95%% CI ", exp(effects->mean), unit->floor);
	human_add_range(out, exp(effects->low), exp(effects->high), HUMAN_DIGITS);
	text_add_char(out, ')');
	if (isfinite(effects->host_low)) {
		text_add(out, ", one more host ");
		human_add_range(out, exp(effects->host_low), exp(effects->host_high), HUMAN_DIGITS);
	}
	text_add(out, "; median ");
	human_add_amount(out, fleet->clock, unit->median_ns, HUMAN_DIGITS);
}

static void add_count(struct text *out, size_t count, const char *noun)
{
	text_printf(out, "%zu %s%s", count, noun, count == 1 ? "" : "s");
}

void phrases_add_summary(struct text *out, const struct fleet *fleet)
{
	add_count(out, fleet->labels.count, "host");
	text_add(out, ", ");
	add_count(out, fleet->files, "result");
	text_add(out, ", ");
	add_count(out, fleet->specs.count, "case");
	text_add(out, "; ");
	add_count(out, fleet->outliers, "outlier");
	if (fleet->missing_count > 0) {
		text_add(out, "; ");
		add_count(out, fleet->missing_count, "host");
		text_add(out, " missing");
	}
}

static size_t count_tests(const struct fleet *fleet)
{
	size_t count = 0;

	for (size_t i = 0; i < fleet->unit_count; i++)
		for (size_t k = 0; k < fleet->units[i].host_count; k++)
			count += isfinite(fleet->units[i].hosts[k].effect.p);
	return count;
}

void phrases_add_method(struct text *out, const struct fleet *fleet)
{
	size_t tests = count_tests(fleet);

	text_add(out, "Random effects of hosts on the logarithm of the floor multiple "
		      "(" PHRASES_ESTIMATOR "); ranks are ranges of simultaneous 95% confidence. ");
	if (tests == 0) {
		text_add(out, "Outliers need at least 3 hosts in a group: none was tested.");
		return;
	}
	text_add(out, "Outliers: each host against the others, Holm's correction over ");
	add_count(out, tests, "test");
	text_printf(out, ", family-wise error rate %g%%.", 100 * fleet->settings.error_rate);
}

double phrases_off(const struct fleet_unit *unit, const struct fleet_host *host)
{
	return expm1(host->effect.value - unit->effects.mean);
}

void phrases_add_ranks(struct text *out, const struct effects_host *host)
{
	text_printf(out, "%zu", host->rank_first);
	if (host->rank_last > host->rank_first)
		text_printf(out, "-%zu", host->rank_last);
}

void phrases_add_outlier(struct text *out, const struct fleet *fleet, const struct fleet_unit *unit,
			 const struct fleet_host *host)
{
	double off = expm1(host->effect.value - host->effect.others);

	text_printf(out, "%s: ", fleet->labels.items[host->label]);
	phrases_add_title(out, fleet, unit);
	text_printf(out, ": %.4gx %s (95%% CI ", exp(host->effect.value), unit->floor);
	human_add_range(out, exp(host->effect.low), exp(host->effect.high), HUMAN_DIGITS);
	text_printf(out, "), %.3g%% %s than the other hosts (p %.2g)", 100 * fabs(off),
		    off > 0 ? "slower" : "faster", host->p_holm);
}

void phrases_each_note(struct text *out, const struct fleet *fleet,
		       void (*add)(struct text *out, const char *note))
{
	struct text line = {0};
	size_t unnamed = fleet->missing_count - fleet->missing.count;

	for (size_t i = 0; i < fleet->missing.count; i++) {
		text_clear(&line);
		text_printf(&line, "missing: %s has no result", fleet->missing.items[i]);
		add(out, text_string(&line));
	}
	if (unnamed > 0) {
		text_clear(&line);
		text_printf(&line, "missing: %zu of %s hosts have no result", unnamed,
			    fleet->settings.expected);
		add(out, text_string(&line));
	}
	for (size_t i = 0; i < fleet->problem_count; i++) {
		text_clear(&line);
		text_add(&line, "not measured: ");
		fleet_add_problem(&line, fleet, &fleet->problems[i]);
		add(out, text_string(&line));
	}
	for (size_t i = 0; i < fleet->warnings.count; i++) {
		text_clear(&line);
		text_printf(&line, "warning: %s", fleet->warnings.items[i]);
		add(out, text_string(&line));
	}
	out->failed = out->failed || line.failed;
	text_free(&line);
}
