/* replay_child: what the child of a site does, as keys of a case. */
#ifndef PROCBENCH_SRC_REPLAY_REPLAY_CHILD_H
#define PROCBENCH_SRC_REPLAY_REPLAY_CHILD_H

#include "procbench/observe/observation.h"
#include "procbench/replay/replay.h"
#include "procbench/run/plan.h"

/* Set exec= and close=, unless the case has them already or its method takes none. */
int replay_set_exec(struct plan_case *item, const struct observe_site *site,
		    const struct replay_request *request, struct error *error);
int replay_set_close(struct plan_case *item, const struct observe_site *site, struct error *error);

/* Adds what the case's child does not do. */
void replay_add_child_notes(const struct plan_case *item, const struct observe_site *site,
			    const struct replay_request *request, struct text *note);

/* Adds a part to a list of them: "A; B". */
void replay_add_note(struct text *note, const char *part);

#endif
