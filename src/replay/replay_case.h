/* replay_case: the case that makes the same call as a site, and the one that replaces it. */
#ifndef PROCBENCH_SRC_REPLAY_REPLAY_CASE_H
#define PROCBENCH_SRC_REPLAY_REPLAY_CASE_H

#include "procbench/observe/observation.h"
#include "procbench/replay/replay.h"
#include "procbench/run/plan.h"

/*
 * Fills in the spec for a plan (with exec= in any case, which a plan would add otherwise) and the
 * canonical one that its result has; the caller frees both. -EINVAL and why procbench cannot make
 * this call. Adds to `note` what the case does not reproduce.
 */
int replay_case_now(const struct observe_site *site, const struct replay_request *request,
		    char **planned, char **canonical, struct text *note, struct error *error);

/* The same with the method and the keys of `instead`. */
int replay_case_then(const struct observe_site *site, const struct replay_request *request,
		     const struct plan_case *instead, char **planned, char **canonical,
		     struct error *error);

#endif
