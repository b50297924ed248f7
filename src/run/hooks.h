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

/*
 * Runs a command, if there is one, until it ends, signal_fd (-1: none) is readable or deadline_ns
 * (0: none) has passed. What it has started in the background stays until hook_close(). Returns an
 * enum hook_end, or -errno and an error that names the option where it could not be started or its
 * status is not 0.
 */
int hook_run(struct hook *hook, const char *option, const char *command, int signal_fd,
	     uint64_t deadline_ns, struct error *error);

/* Ends all that the command has left. */
void hook_close(struct hook *hook);

#endif
