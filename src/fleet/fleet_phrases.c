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

static void add_shares(struct text *out, const struct effects *effects)
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

#define FACTOR_MAX 10

double phrases_mde(const struct fleet *fleet, const struct fleet_unit *unit)
{
	if (fleet->tests == 0)
		return NAN;
	/* Holm's first step decides about a single host */
	return expm1(
		effects_mde(&unit->effects, fleet->settings.error_rate / (double)fleet->tests));
}

void phrases_add_shares(struct text *out, const struct fleet *fleet, const struct fleet_unit *unit)
{
	double mde = phrases_mde(fleet, unit);

	add_shares(out, &unit->effects);
	if (mde < 1)
		text_printf(out, "; minimum detectable effect %.2g%%", 100 * mde);
	else if (!isnan(mde))
		text_printf(out, "; minimum detectable effect: %sa factor of %.2g",
			    mde < FACTOR_MAX ? "" : "more than ", fmin(1 + mde, FACTOR_MAX));
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

void phrases_add_method(struct text *out, const struct fleet *fleet)
{
	text_add(out, "Random effects of hosts on the logarithm of the floor multiple "
		      "(" PHRASES_ESTIMATOR "); ranks are ranges of simultaneous 95% confidence. ");
	if (fleet->tests == 0) {
		text_add(out, "Outliers are tested only in groups of at least 3 hosts. ");
		return;
	}
	text_add(out, "Outliers: each host against the others, Holm's correction over ");
	add_count(out, fleet->tests, "test");
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

/* With fewer hosts, the spread of the others is hardly known, and only extreme ones are outliers.
 */
#define FEW_HOSTS 4

/* A host that is ranked behind every other one, though no test could call it an outlier. */
static const struct fleet_host *find_slowest(const struct fleet_unit *unit)
{
	const struct fleet_host *last = &unit->hosts[unit->host_count - 1];

	return unit->host_count < FEW_HOSTS && unit->host_count > 1 && !last->is_outlier &&
			       last->effect.rank_first == unit->host_count
		       ? last
		       : NULL;
}

static void each_slowest(struct text *out, const struct fleet *fleet, struct text *line,
			 void (*add)(struct text *out, const char *note))
{
	for (size_t i = 0; i < fleet->unit_count; i++) {
		const struct fleet_unit *unit = &fleet->units[i];
		const struct fleet_host *slow = find_slowest(unit);

		if (!slow)
			continue;
		text_clear(line);
		text_printf(line, "note: %s: ", fleet->labels.items[slow->label]);
		phrases_add_title(line, fleet, unit);
		text_printf(line,
			    ": %.3g%% slower than the next host, and ranked last (95%% "
			    "confidence); to test whether that is unusual takes %d hosts "
			    "or more",
			    100 * expm1(slow->effect.value - slow[-1].effect.value), FEW_HOSTS);
		add(out, text_string(line));
	}
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
	each_slowest(out, fleet, &line, add);
	out->failed = out->failed || line.failed;
	text_free(&line);
}
