/* advice: the headline and the warnings of a result. */
#ifndef PROCBENCH_SRC_SESSION_ADVICE_H
#define PROCBENCH_SRC_SESSION_ADVICE_H

#include "procbench/result/result.h"
#include "procbench/run/plan.h"
#include "procbench/run/run.h"

/* Describes in one line what was measured; the caller frees it; NULL if memory ran out. */
char *advice_headline(const struct plan *plan, const struct run *run, enum quantity clock);

/*
 * Adds the warnings of what happened in the run, each with its remedy, to a derived result; those
 * of the machine are in session.h. 0 or -ENOMEM.
 */
int advice_warn(struct result *result, const struct plan *plan, const struct run *run,
		struct error *error);

/* The same of what the user has chosen, and can choose otherwise: cases and settings. */
int advice_warn_of_choices(struct result *result, const struct plan *plan, const struct run *run,
			   struct error *error);

#endif
