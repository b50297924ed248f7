/* clone3_keys: the keys that are clone3's alone: into= and set_tid=. */
#ifndef PROCBENCH_METHODS_CLONE3_KEYS_H
#define PROCBENCH_METHODS_CLONE3_KEYS_H

#include "clone_common.h"

#include "procbench/methods/method.h"

/* The state of the method. */
struct clone3_state {
	struct clone_common common;
	struct sys_clone_args args;
	pid_t set_tid; /* the id that a child shall have */
};

/* After clone_common_check(): reads both and checks them against the flags. */
int clone3_keys_check(struct keys *keys, struct error *error);

/* In the subject: makes or opens the cgroup, chooses the id, and puts both into the arguments. */
int clone3_keys_prepare(struct creation *creation, const struct keys *keys, struct error *error);

/* In the controller: removes the cgroup that a subject had no time to remove. */
void clone3_keys_tidy(const struct keys *keys, pid_t subject);

#endif
