/* exit: only the exit of an existing child. */
#include "waiting.h"

const struct method method_exit = {
	.name = "exit",
	.summary = "only the exit of an existing child: from its release until it is "
		   "reaped",
	.call = "until the waiting child has been woken",
	.groups = METHOD_GROUPS_CHILD,
	.creates = true,
	.runs_our_child = true,
	.keeps_child = true,
	.state_bytes = sizeof(struct waiting_state),
	.prepare = waiting_prepare,
	.calls = {waiting_create, creation_reap, waiting_settle},
};
