/* options: the one table of options. */
#include "options.h"

#include "procbench/base/units.h"
#include "procbench/claims/claims.h"
#include "procbench/report/report.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static int take_positive(const char *value, uint64_t *number, struct error *error)
{
	int status = units_read_count(value, number, error);

	if (status == 0 && *number == 0)
		return error_set(error, EINVAL, "'%s' is too few: at least 1", value);
	return status;
}

static int take_iters(struct config *config, const char *value, struct error *error)
{
	return take_positive(value, &config->run.iters, error);
}

static int take_precision(struct config *config, const char *value, struct error *error)
{
	return units_read_percent(value, &config->run.precision, error);
}

static int take_time(struct config *config, const char *value, struct error *error)
{
	config->run.time_most_ns = 0; /* what is said, holds */
	return units_read_time(value, &config->run.time_ns, error);
}

static int take_launches(struct config *config, const char *value, struct error *error)
{
	return take_positive(value, &config->run.launches, error);
}

static int take_warmup(struct config *config, const char *value, struct error *error)
{
	return units_read_count(value, &config->run.warmup, error);
}

static int take_seed(struct config *config, const char *value, struct error *error)
{
	int status = units_read_count(value, &config->run.seed, error);

	if (status == 0 && config->run.seed > INT64_MAX)
		return error_set(error, ERANGE, "'%s' is too large: below 2^63", value);
	return status;
}

static int take_timeout(struct config *config, const char *value, struct error *error)
{
	return units_read_time(value, &config->run.timeout_ns, error);
}

static int take_phases(struct config *config, const char *value, struct error *error)
{
	(void)value;
	(void)error;
	config->run.phases = true;
	return 0;
}

static int take_samples(struct config *config, const char *value, struct error *error)
{
	(void)error;
	config->samples = value;
	return 0;
}

static int take_format(struct config *config, const char *value, struct error *error)
{
	config->format = value;
	if (claims_format_named(value)) /* the verb tells whether it has it */
		return 0;
	return report_format_named(value, error) ? 0 : -error->code;
}

static int take_export(struct config *config, const char *value, struct error *error)
{
	const char **exports =
		realloc(config->exports, (config->export_count + 1) * sizeof(*exports));

	if (!exports)
		return error_set(error, ENOMEM, "out of memory");
	config->exports = exports;
	exports[config->export_count++] = value;
	return 0;
}

static int take_histogram(struct config *config, const char *value, struct error *error)
{
	(void)value;
	(void)error;
	config->histogram = true;
	return 0;
}

static int take_plot(struct config *config, const char *value, struct error *error)
{
	(void)error;
	config->plot = value;
	return 0;
}

static int take_ablate(struct config *config, const char *value, struct error *error)
{
	(void)error;
	config->ablate = value;
	return 0;
}

static int take_margin(struct config *config, const char *value, struct error *error)
{
	return units_read_margin(value, &config->margin, error);
}

static int take_metric(struct config *config, const char *value, struct error *error)
{
	for (int metric = 0; metric < COMPARE_METRIC_COUNT; metric++)
		if (strcmp(value, compare_metrics[metric]) == 0) {
			config->metric = (enum compare_metric)metric;
			return 0;
		}
	return error_set(error, EINVAL, "'%s' is none of total, call, start, exec, p99", value);
}

static int take_across_machines(struct config *config, const char *value, struct error *error)
{
	(void)value;
	(void)error;
	config->across_machines = true;
	return 0;
}

static int take_wrap_a(struct config *config, const char *value, struct error *error)
{
	(void)error;
	config->wrap_a = value;
	return 0;
}

static int take_wrap_b(struct config *config, const char *value, struct error *error)
{
	(void)error;
	config->wrap_b = value;
	return 0;
}

static int take_no_floor(struct config *config, const char *value, struct error *error)
{
	(void)value;
	(void)error;
	config->floor = false;
	return 0;
}

static int take_when(enum config_when *when, const char *value, struct error *error)
{
	static const char *const words[] = {"auto", "on", "off"};

	for (int i = 0; i < 3; i++)
		if (strcmp(value, words[i]) == 0) {
			*when = (enum config_when)i;
			return 0;
		}
	return error_set(error, EINVAL, "'%s' is none of auto, on, off", value);
}

static int take_progress(struct config *config, const char *value, struct error *error)
{
	return take_when(&config->progress, value, error);
}

static int take_color(struct config *config, const char *value, struct error *error)
{
	return take_when(&config->color, value, error);
}

static int take_quiet(struct config *config, const char *value, struct error *error)
{
	(void)value;
	(void)error;
	config->quiet = true;
	return 0;
}

static int take_strict(struct config *config, const char *value, struct error *error)
{
	(void)value;
	(void)error;
	config->strict = true;
	return 0;
}

static int take_help(struct config *config, const char *value, struct error *error)
{
	(void)value;
	(void)error;
	config->help = true;
	return 0;
}

static int take_version(struct config *config, const char *value, struct error *error)
{
	(void)value;
	(void)error;
	config->version = true;
	return 0;
}

const struct option_info option_table[] = {
	{"iters", 'n', "N", NULL, "exactly N samples a case; else precision or time decide",
	 take_iters, VERB_MEASURE},
	{"precision", 0, "P", "1%", "stop when every median is known to P (half its 95% interval)",
	 take_precision, VERB_MEASURE},
	{"time", 0, "T", "10s",
	 "stop after T all the same; unsaid, go on to 6 launches a case, for up to 60s", take_time,
	 VERB_MEASURE | VERB_DUEL},
	{"launches", 0, "N", NULL, "spread the samples of a case over N fresh subjects",
	 take_launches, VERB_MEASURE | VERB_DUEL},
	{"warmup", 0, "N", "10", "creations before the samples of each launch", take_warmup,
	 VERB_MEASURE | VERB_DUEL},
	{"seed", 0, "N", NULL, "of the launches' random order; else a new one, recorded", take_seed,
	 VERB_MEASURE | VERB_DUEL | VERB_CLAIMS | VERB_REPRODUCE},
	{"timeout", 0, "S", "5s", "end a child that takes longer; a failed sample", take_timeout,
	 VERB_MEASURE | VERB_DUEL},
	{"phases", 0, NULL, NULL, "let children take stamps: the spans start and exec", take_phases,
	 VERB_MEASURE},
	{"samples", 0, "FILE", NULL, "write one CSV row a sample", take_samples,
	 VERB_MEASURE | VERB_DUEL},
	{"format", 0, "F", "table",
	 "of the report on standard output ('procbench list' has all); of claims: table, json, "
	 "markdown, "
	 "html",
	 take_format,
	 VERB_MEASURE | VERB_DUEL | VERB_DOCTOR | VERB_CLAIMS | VERB_REPRODUCE | VERB_REPORT |
		 VERB_COMPARE},
	{"export", 0, "FILE", NULL,
	 "write the report to FILE as well, by its ending or FORMAT:FILE; may be repeated",
	 take_export, VERB_MEASURE | VERB_DUEL | VERB_REPORT | VERB_COMPARE},
	{"histogram", 0, NULL, NULL,
	 "below the table: how the samples of each case are distributed, and the sweeps",
	 take_histogram, VERB_MEASURE | VERB_REPORT},
	{"plot", 0, "DIR", NULL, "write the pictures to DIR, as SVG and (with rsvg-convert) PNG",
	 take_plot, VERB_MEASURE | VERB_DUEL | VERB_REPORT | VERB_COMPARE},
	{"ablate", 0, "F+F...", NULL,
	 "give clone and clone3 these flags, and these without each one: its marginal cost",
	 take_ablate, VERB_MEASURE},
	{"margin", 0, "P", "1%", "duel and compare: the slowdown that is tolerated; 0: none",
	 take_margin, VERB_DUEL | VERB_COMPARE},
	{"metric", 0, "M", "total", "compare: total, call, start, exec (medians) or p99 (of total)",
	 take_metric, VERB_COMPARE},
	{"across-machines", 0, NULL, NULL,
	 "compare: even what was measured on different machines, or is not known of which",
	 take_across_machines, VERB_COMPARE},
	{"wrap-a", 0, "COMMAND", NULL, "of duel: start the subjects of A under this command",
	 take_wrap_a, VERB_DUEL},
	{"wrap-b", 0, "COMMAND", NULL, "of duel: the same of B", take_wrap_b, VERB_DUEL},
	{"no-floor", 0, NULL, NULL, "measure no floor beside the cases", take_no_floor,
	 VERB_MEASURE},
	{"progress", 0, "WHEN", "auto", "auto, on or off: a bar on standard error", take_progress,
	 VERB_MEASURE | VERB_DUEL | VERB_CLAIMS | VERB_REPRODUCE},
	{"color", 0, "WHEN", "auto", "auto, on or off (auto heeds NO_COLOR)", take_color, VERB_ANY},
	{"quiet", 'q', NULL, NULL, "no progress and no warnings on standard error", take_quiet,
	 VERB_ANY},
	{"strict", 0, NULL, NULL, "of doctor: exit with 1 when something disturbs", take_strict,
	 VERB_DOCTOR},
	{"help", 'h', NULL, NULL, "say this", take_help, VERB_ANY},
	{"version", 'V', NULL, NULL, "say which version this is", take_version, VERB_ANY},
};

/* struct config has a bit for each that was given */
_Static_assert(sizeof(option_table) / sizeof(option_table[0]) <= 64, "too many options");

const size_t option_count = sizeof(option_table) / sizeof(option_table[0]);
