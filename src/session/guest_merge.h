/*
 * guest_merge: the results of several guests as one.
 */
#ifndef PROCBENCH_SRC_SESSION_GUEST_MERGE_H
#define PROCBENCH_SRC_SESSION_GUEST_MERGE_H

#include "procbench/session/session.h"

/* Fills in what does not come from a guest. */
int guest_merge_begin(struct session *session, const struct run_settings *settings,
		      struct error *error);

/* Moves the cases of the guest with this kernel out of `part`, to their places in the plan. */
int guest_merge(struct session *session, const char *kernel, struct result *part,
		struct error *error);

/* Adds the headline and everything that is derived. */
int guest_merge_end(struct session *session, struct error *error);

#endif
