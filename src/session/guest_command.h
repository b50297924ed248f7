/*
 * guest_command: the measuring command as a guest runs it.
 */
#ifndef PROCBENCH_SRC_SESSION_GUEST_COMMAND_H
#define PROCBENCH_SRC_SESSION_GUEST_COMMAND_H

#include "procbench/session/session.h"

struct guest_command {
	char **words; /* NULL-terminated, owned */
	size_t count;
	bool failed; /* memory ran out */
};

/*
 * The command for the cases of the plan with this kernel. -ENOMEM; call guest_command_free() in any
 * case.
 */
int guest_command_make(struct guest_command *command, const struct session *session,
		       const struct run_settings *settings, const char *kernel,
		       struct error *error);
void guest_command_free(struct guest_command *command);

#endif
