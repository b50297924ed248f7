/* session_duel: measures two cases until their ratio is precise enough, and gives a verdict. */
#include "procbench/session/session.h"

#include "procbench/run/duel.h"
#include "procbench/stats/paired.h"
#include "procbench/stats/verdict.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>

/*
 * Short launches: variation between launches (memory layout, drift) exceeds that within a launch,
 * so many launches use the time better.
 */
#define LAUNCH_NS 3000000

/* Blocks of four launches in a guest. */
#define GUEST_PAIRS 60

/* Time reserved for the block in progress and for the report. */
#define TIME_KEPT_PARTS 25

int session_plan_duel(struct session *session, const struct plan_request *request,
		      const struct session_duel *duel, struct error *error)
{
	int status = session_plan(session, request, error);

	if (status < 0)
		return status;
	if (session->plan.count != 2)
		return error_set(error, EINVAL,
				 "a duel compares two cases, but a list of values makes %zu (give "
				 "one value)",
				 session->plan.count);
	if (session->plan.in_guests && (duel->wrap_a || duel->wrap_b))
		return error_set(error, EINVAL,
				 "'--wrap-a' and '--wrap-b' cannot be combined with --count and "
				 "kernel= (a guest has no other programs)");
	session->plan.cases[0].wrap = duel->wrap_a;
	session->plan.cases[1].wrap = duel->wrap_b;
	return 0;
}

/* The usual settings with another stop rule and whole blocks of two rounds. */
static struct run_settings settings_of(const struct run_settings *from, const struct run_rule *rule)
{
	struct run_settings settings = *from;

	settings.launch_ns = LAUNCH_NS;
	settings.time_ns -= settings.time_ns / TIME_KEPT_PARTS;
	settings.launches += settings.launches % 2;
	settings.rule = rule;
	settings.time_most_ns = 0;
	settings.precision = NAN; /* not used as a stop rule */
	return settings;
}

/*
 * A guest has no stopping rule, so the number of rounds is fixed: with 30 pairs, 1
 * of 15 duels of fork with itself at a margin of 0.1% was inconclusive.
 */
static struct run_settings guest_settings_of(const struct run_settings *from)
{
	struct run_settings settings = *from;

	settings.launches = from->launches ? from->launches : 2 * GUEST_PAIRS;
	settings.launches += settings.launches % 2;
	settings.precision = NAN; /* the number of launches decides */
	return settings;
}

/* ---- the answer ---- */

static void add_wrap(struct text *note, const char *name, const char *wrap)
{
	if (wrap)
		text_printf(note, "%s%s starts under '%s'", note->length ? "; " : "", name, wrap);
}

/* The report already mentions these. */
static bool any_failed(const struct result *result)
{
	for (size_t i = 0; i < result->case_count; i++)
		if (result->cases[i].skipped || result->cases[i].failed > 0)
			return true;
	return false;
}

/* An incomplete measurement must not count as a pass. */
static bool is_no_pass(const struct result *result, const struct result_comparison *item)
{
	return item->verdict == VERDICT_NO_REGRESSION && !result_is_complete(result);
}

/* Information that the specs do not contain, or why there is no verdict. */
static char *note_of(const struct result *result, const struct session_duel *duel, size_t pairs,
		     bool no_pass)
{
	struct text note = {0};

	add_wrap(&note, "A", duel->wrap_a);
	add_wrap(&note, "B", duel->wrap_b);
	for (size_t i = 0; i < result->case_count; i++)
		if (result->cases[i].skipped)
			text_printf(&note, "%s%s was not measured: %s", note.length ? "; " : "",
				    result->cases[i].spec, result->cases[i].skipped);
	if (pairs == 0 && !any_failed(result))
		text_printf(&note,
			    "%sno block of four launches was completed (use a larger '--time')",
			    note.length ? "; " : "");
	if (no_pass)
		text_printf(&note,
			    "%sthe interval is below the limit, but %s: not counted as a pass",
			    note.length ? "; " : "",
			    result->partial ? "the duel was interrupted"
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

static void take_difference(struct result_comparison *item, const struct duel_blocks *blocks)
{
	struct interval interval =
		paired_interval(blocks->differences_ns, blocks->count, DUEL_CONFIDENCE);

	item->difference_ns = paired_estimate(blocks->differences_ns, blocks->count);
	item->difference_low_ns = interval.low;
	item->difference_high_ns = interval.high;
}

static int add_comparison(struct session *session, const struct session_duel *duel,
			  const struct duel_blocks *blocks, struct error *error)
{
	struct result *result = &session->result;
	const struct result_case *cases = result->cases;
	struct result_comparison *item = result_add_comparison(result, cases[0].spec, cases[1].spec,
							       span_table[SPAN_TOTAL].name);
	struct judgement judgement;
	bool no_pass;

	if (!item)
		return error_no_memory(error);
	judgement = verdict_judge(blocks->log_ratios, blocks->count, duel->margin, DUEL_CONFIDENCE);
	take_judgement(item, &judgement);
	take_difference(item, blocks);
	item->a_ns = cases[0].spans[SPAN_TOTAL].median_ns;
	item->b_ns = cases[1].spans[SPAN_TOTAL].median_ns;
	item->margin = duel->margin;
	item->pairs = blocks->count;
	no_pass = is_no_pass(result, item);
	item->note = note_of(result, duel, blocks->count, no_pass);
	if (no_pass)
		item->verdict = VERDICT_INCONCLUSIVE;
	return 0;
}

static int compare(struct session *session, const struct session_duel *duel, struct error *error)
{
	struct duel_blocks blocks = {0};
	int status = duel_read(&session->run, &blocks, error);

	if (status == 0)
		status = add_comparison(session, duel, &blocks, error);
	duel_free(&blocks);
	return status;
}

int session_measure_duel(struct session *session, const struct run_settings *settings,
			 const struct session_duel *duel, const struct run_control *control,
			 struct error *error)
{
	double margin = duel->margin;
	const struct run_rule rule = {duel_is_enough, &margin};
	const struct run_settings used = session->plan.in_guests ? guest_settings_of(settings)
								 : settings_of(settings, &rule);
	int status = session_measure(session, &used, control, error);

	session->result.time_ns = settings->time_ns; /* as requested */
	return status == 0 ? compare(session, duel, error) : status;
}
