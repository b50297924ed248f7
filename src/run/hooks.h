/* hooks: the commands that a user has run around launches, and around the run. */
#ifndef PROCBENCH_SRC_RUN_HOOKS_H
#define PROCBENCH_SRC_RUN_HOOKS_H

#include "procbench/run/run.h"
#include "procbench/sys/family.h"

#include <stdint.h>

/* A command, with what it has left in the background. */
struct hook {
	struct family family;
};

#define HOOK_NONE                                 \
	{                                         \
		{                                 \
			.events = -1, .order = -1 \
		}                                 \
	}

/* How a command ended, unless it failed. */
enum hook_end { HOOK_DONE, HOOK_INTERRUPTED, HOOK_OVERDUE };

#endif
