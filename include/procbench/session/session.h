/*
 * session: one measurement, from the request to a finished result.
 *
 * Plans, runs and collects, and adds the headline and the warnings, so that all callers (commands
 * and claims) report alike. Prints nothing and never exits.
 */
#ifndef PROCBENCH_SESSION_SESSION_H
#define PROCBENCH_SESSION_SESSION_H

#include "procbench/base/error.h"
#include "procbench/result/result.h"
#include "procbench/run/plan.h"
#include "procbench/run/run.h"

#include <stdbool.h>
#include <stdint.h>

/* How cases are measured in guests, see guest.h. */
struct session_guest {
	bool count;         /* instructions, which are the same in every run; else time */
	bool profile;       /* with count: also by function */
	const char *arch;   /* NULL: that of this machine */
	const char *binary; /* the guest's procbench; NULL: this one, or one beside it */
	uint64_t memory_bytes;
	const char *cpu; /* as struct guest_request has them */
	const char *append;
	uint64_t limit_ns;
};

struct session {
	const struct session_guest *guest; /* for a plan in guests; not owned */
	struct plan plan;
	struct run run;
	struct result result;
};

/*
 * Plan, then measure, each at most once. Call session_free() in any case.
 */
int session_plan(struct session *session, const struct plan_request *request, struct error *error);

/* Measures the plan and fills session->result. Returns 0 even if cases failed. */
int session_measure(struct session *session, const struct run_settings *settings,
		    const struct run_control *control, struct error *error);

void session_free(struct session *session);

/*
 * Adds warnings, each with its remedy: of the machine and the conditions that procbench inherited,
 * and of what makes its times noisy now. 0 or -ENOMEM.
 */
int session_warn_of_facts(struct text_list *warnings, const struct facts *host);
int session_warn_of_noise(struct text_list *warnings);

/*
 * Plans and measures, in guests if `guest` is not NULL, for callers that need only the result; a
 * run that ended early is a failure. The warnings are those of what happened in the run alone. Call
 * result_free() in any case.
 */
int session_run(struct result *result, const struct plan_request *request,
		const struct session_guest *guest, const struct run_settings *settings,
		const struct run_control *control, struct error *error);

/* ---- duels ---- */

struct session_duel {
	double margin;      /* tolerated slowdown, as a fraction */
	const char *wrap_a; /* command that starts the subjects of A, or NULL; not owned */
	const char *wrap_b;
};

/* As session_plan(); -EINVAL unless there are exactly two cases. */
int session_plan_duel(struct session *session, const struct plan_request *request,
		      const struct session_duel *duel, struct error *error);

/*
 * As session_measure(), with the launches and the stop rule of a duel; adds one comparison to the
 * result. If the duel was interrupted or lost samples, "no regression" becomes inconclusive, with a
 * note.
 */
int session_measure_duel(struct session *session, const struct run_settings *settings,
			 const struct session_duel *duel, const struct run_control *control,
			 struct error *error);

/* The date and time now in UTC, ISO 8601, as results carry it; the caller frees it; or NULL. */
char *session_date(void);

#endif
