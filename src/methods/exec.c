/* exec: only the exec of an existing child, whose creation is not timed. */
#include "waiting.h"

const struct method method_exec = {
	.name = "exec",
	.summary = "only exec and exit of an existing child; with execs= a chain of "
		   "programs that execute themselves",
	.call = "until the waiting child has been woken",
	.groups = METHOD_GROUPS_CHILD,
	.creates = true,
	.runs_our_child = true,
	.only_executes = true,
	.keeps_child = true,
	.state_bytes = sizeof(struct waiting_state),
	.prepare = waiting_prepare,
	.calls = {waiting_create, creation_reap, waiting_settle},
};
