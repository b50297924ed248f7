/*
 * session: one measurement from the cases that were asked for to a result that can be shown.
 *
 * Plans, runs and collects, and adds the headline and the warnings, so that every caller (a verb, a
 * claim) reports the same. Prints nothing and ends nothing.
 */
#ifndef PROCBENCH_SESSION_SESSION_H
#define PROCBENCH_SESSION_SESSION_H

#include "procbench/base/error.h"
#include "procbench/result/result.h"
#include "procbench/run/plan.h"
#include "procbench/run/run.h"

struct session {
	struct plan plan;
	struct run run;
	struct result result;
};

/*
 * Plan, then measure, each at most once; the first that fails ends it. End with session_free()
 * either way.
 */
int session_plan(struct session *session, const struct plan_request *request, struct error *error);

/* Measures the plan and fills session->result. 0 also when cases failed: that is data. */
int session_measure(struct session *session, const struct run_settings *settings,
		    const struct run_control *control, struct error *error);

void session_free(struct session *session);

/*
 * Both at once, for a caller that needs the result only; what ended the run early is a failure.
 * The result ends with result_free() either way.
 */
int session_run(struct result *result, const struct plan_request *request,
		const struct run_settings *settings, const struct run_control *control,
		struct error *error);

/* ---- duels ---- */

struct session_duel {
	double margin;      /* the slowdown that is tolerated, a fraction */
	const char *wrap_a; /* the command that starts the subjects of A, or NULL; not owned */
	const char *wrap_b;
};

/* As session_plan(); -EINVAL when the request gives another number of cases than two. */
int session_plan_duel(struct session *session, const struct plan_request *request,
		      const struct session_duel *duel, struct error *error);

/*
 * As session_measure(), with the launches and the stop rule of a duel; the answer is the result's
 * one comparison. A duel that was cut short or lost samples has not passed: then "no regression"
 * becomes inconclusive, and the note says why.
 */
int session_measure_duel(struct session *session, const struct run_settings *settings,
			 const struct session_duel *duel, const struct run_control *control,
			 struct error *error);

/* The date and time now in UTC, ISO 8601, as results carry it; the caller frees it; or NULL. */
char *session_date(void);

#endif
