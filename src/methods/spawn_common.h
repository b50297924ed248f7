/*
 * spawn_common: attr=, which the methods of the posix_spawn family share.
 *
 * Such a method supports KEY_ATTR, has struct spawn as its state and spawn_check as its check; its
 * prepare() is `return spawn_prepare(creation, its_call, keys, error)`.
 */
#ifndef PROCBENCH_METHODS_SPAWN_COMMON_H
#define PROCBENCH_METHODS_SPAWN_COMMON_H

#include "procbench/methods/method.h"

#include <spawn.h>

/*
 * Calls the method's libc function with the actions and attributes in struct spawn. Returns the pid
 * or -errno. Timed path.
 */
typedef long spawn_call(struct creation *creation);

/* State of a method of the family. */
struct spawn {
	spawn_call *call;                    /* called by creation->calls.create */
	posix_spawn_file_actions_t *actions; /* its_actions, or NULL */
	posix_spawnattr_t *attributes;       /* its_attributes, or NULL */
	posix_spawn_file_actions_t its_actions;
	posix_spawnattr_t its_attributes;
	void *preset; /* additional state of a preset */
};

/* Parses and checks attr=, and converts it to canonical order. */
int spawn_check(struct keys *keys, struct error *error);

/* Builds the objects for attr= once; a preset builds them for each spawn. */
int spawn_prepare(struct creation *creation, spawn_call *call, const struct keys *keys,
		  struct error *error);

#endif
