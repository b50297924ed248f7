/* duel: does B cost more than A? Three answers, by exit status. */
#include "measurement.h"
#include "output.h"
#include "verbs.h"

#include "procbench/run/duel.h"
#include "procbench/stats/verdict.h"
#include "procbench/sys/clock.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>

/*
 * Short launches: what layouts and the moment add to a launch is more than what one more sample
 * would tell, so the time is better spent on more of them.
 */
#define LAUNCH_NS 3000000

/* What of the time is kept for the block that is under way when it is over, and for the report. */
#define TIME_KEPT_PARTS 25

static const int exit_statuses[VERDICT_COUNT] = {
	[VERDICT_NO_REGRESSION] = EXIT_MEASURED,
	[VERDICT_REGRESSION] = EXIT_REGRESSION,
	[VERDICT_INCONCLUSIVE] = EXIT_INCONCLUSIVE,
};

/* As measuring has them, but for what decides; whole blocks of two rounds. */
static struct run_settings settings_of(const struct config *config, const struct run_rule *rule)
{
	struct run_settings settings = config->run;

	settings.launch_ns = LAUNCH_NS;
	settings.time_ns -= settings.time_ns / TIME_KEPT_PARTS;
	settings.launches += settings.launches % 2;
	settings.rule = rule;
	settings.time_most_ns = 0;
	settings.precision = NAN; /* it does not decide */
	return settings;
}

static int prepare(struct measurement *m, struct error *error)
{
	const struct config *config = m->config;
	int status;

	if (config->operand_count != 3)
		return error_set(error, EINVAL,
				 "a duel is between two cases, such as 'procbench duel fork "
				 "fork:vmas=8': there %s %zu",
				 config->operand_count == 2 ? "is" : "are",
				 config->operand_count - 1);
	status = measurement_prepare(m, config->operands + 1, 2, false, error);
	if (status == 0 && m->plan.count != 2)
		status = error_set(error, EINVAL,
				   "a duel is between two cases, and a list of values makes them "
				   "%zu: say one value",
				   m->plan.count);
	if (status == 0) {
		m->plan.cases[0].wrap = config->wrap_a;
		m->plan.cases[1].wrap = config->wrap_b;
	}
	return status;
}

/* ---- the answer ---- */

static void add_wrap(struct text *note, const char *name, const char *wrap)
{
	if (wrap)
		text_printf(note, "%s%s starts under '%s'", note->length ? "; " : "", name, wrap);
}

/* Which the report tells of by itself. */
static bool any_failed(const struct measurement *m)
{
	for (size_t i = 0; i < m->result.case_count; i++)
		if (m->result.cases[i].skipped || m->result.cases[i].failed > 0)
			return true;
	return false;
}

/* For whoever reads the line alone: what was not measured as it should be has not passed. */
static bool is_no_pass(const struct measurement *m, const struct result_comparison *item)
{
	return item->verdict == VERDICT_NO_REGRESSION && measurement_judge(m) != EXIT_MEASURED;
}

/* What the specs do not say, or why there is no answer. */
static char *note_of(const struct measurement *m, size_t pairs, bool no_pass)
{
	struct text note = {0};

	add_wrap(&note, "A", m->config->wrap_a);
	add_wrap(&note, "B", m->config->wrap_b);
	for (size_t i = 0; i < m->result.case_count; i++)
		if (m->result.cases[i].skipped)
			text_printf(&note, "%s%s was not measured: %s", note.length ? "; " : "",
				    m->result.cases[i].spec, m->result.cases[i].skipped);
	if (pairs == 0 && !any_failed(m))
		text_printf(&note,
			    "%sno block of four launches was finished: give it more '--time'",
			    note.length ? "; " : "");
	if (no_pass)
		text_printf(&note, "%sthe interval lies below the limit, but %s: that is no pass",
			    note.length ? "; " : "",
			    m->signal_number ? "the duel was interrupted"
					     : "samples failed or launches were lost");
	return note.length > 0 ? text_take(&note) : NULL;
}

static void take_judgement(struct result_comparison *item, const struct judgement *judgement)
{
	item->ratio = judgement->ratio;
	item->low = judgement->low;
	item->high = judgement->high;
	item->p = judgement->p;
	item->mde = judgement->mde;
	item->verdict = judgement->verdict;
	item->confidence = DUEL_CONFIDENCE;
}

static int compare(struct measurement *m, struct error *error)
{
	const struct result_case *cases = m->result.cases;
	struct result_comparison *item;
	struct judgement judgement;
	double *log_ratios;
	bool no_pass;
	size_t n;

	if (duel_log_ratios(&m->run, &log_ratios, &n, error) < 0)
		return -error->code;
	judgement = verdict_judge(log_ratios, n, m->config->margin, DUEL_CONFIDENCE);
	free(log_ratios);
	item = result_add_comparison(&m->result, cases[0].spec, cases[1].spec,
				     span_table[SPAN_TOTAL].name);
	if (!item)
		return error_set(error, ENOMEM, "out of memory");
	take_judgement(item, &judgement);
	item->a_ns = cases[0].spans[SPAN_TOTAL].median_ns;
	item->b_ns = cases[1].spans[SPAN_TOTAL].median_ns;
	item->margin = m->config->margin;
	item->pairs = n;
	no_pass = is_no_pass(m, item);
	item->note = note_of(m, n, no_pass);
	if (no_pass)
		item->verdict = VERDICT_INCONCLUSIVE;
	return 0;
}

/* What was not measured, or not without failures, has not passed; a regression was found all the
 * same. */
static int judge(const struct measurement *m)
{
	enum verdict verdict = m->result.comparisons[0].verdict;
	int status = measurement_judge(m);

	if (m->signal_number || (status != EXIT_MEASURED && verdict != VERDICT_REGRESSION))
		return status;
	return exit_statuses[verdict];
}

static int duel(struct measurement *m, struct error *error)
{
	double margin = m->config->margin;
	struct run_rule rule = {duel_is_enough, &margin};
	struct run_settings settings = settings_of(m->config, &rule);
	int status = prepare(m, error);

	if (status == 0)
		status = measurement_execute(m, &settings, error);
	settings.time_ns = m->config->run.time_ns; /* as it was said */
	if (status == 0)
		status = measurement_collect(m, &settings, error);
	if (status == 0)
		status = compare(m, error);
	if (status == 0)
		return measurement_report(m, judge(m));
	output_error(error->text);
	return EXIT_USAGE;
}

int verb_duel(const struct config *config)
{
	struct measurement m = {.config = config};
	struct error error = {0};
	int status;

	clock_open(getauxval(AT_SYSINFO_EHDR));
	status = duel(&m, &error);
	measurement_free(&m);
	return status;
}
