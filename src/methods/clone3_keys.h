/* clone3_keys: the keys that only clone3 supports: into= and set_tid=. */
#ifndef PROCBENCH_METHODS_CLONE3_KEYS_H
#define PROCBENCH_METHODS_CLONE3_KEYS_H

#include "clone_common.h"

#include "procbench/methods/method.h"

/* State of the method. */
struct clone3_state {
	struct clone_common common;
	struct sys_clone_args args;
	pid_t set_tid; /* id requested for the child */
};

/* Parses both keys and checks them against the flags; call after clone_common_check(). */
int clone3_keys_check(struct keys *keys, struct error *error);

/* In the subject: creates or opens the cgroup, chooses the id, and sets the arguments. */
int clone3_keys_prepare(struct creation *creation, const struct keys *keys, struct error *error);

/* In the controller: removes a cgroup that the subject could not remove. */
void clone3_keys_tidy(const struct keys *keys, pid_t subject);

#endif
