/*
 * spawn_common: what the methods of the posix_spawn family share: attr=.
 *
 * A method of it has a call of its own, takes KEY_ATTR, has struct spawn as its state, and names
 * spawn_check as its check; its prepare is `return spawn_prepare(creation, its_call, keys, error)`.
 */
#ifndef PROCBENCH_METHODS_SPAWN_COMMON_H
#define PROCBENCH_METHODS_SPAWN_COMMON_H

#include "procbench/methods/method.h"

#include <spawn.h>

/*
 * The method's libc function, given the struct spawn's actions and attributes and the creation's
 * program or file, argv and environment. Returns the pid, or -errno. Timed path.
 */
typedef long spawn_call(struct creation *creation);

/* The state of a method of the family. */
struct spawn {
	spawn_call *call; /* creation->calls.create, or what a preset there calls */
	posix_spawn_file_actions_t *actions; /* its_actions, or NULL: none are asked for */
	posix_spawnattr_t *attributes;       /* its_attributes, or NULL */
	posix_spawn_file_actions_t its_actions;
	posix_spawnattr_t its_attributes;
	void *preset; /* what a preset remembers beside */
};

/* Reads and checks attr=, and brings it into its canonical order. */
int spawn_check(struct keys *keys, struct error *error);

/* Builds what attr= says, once; or, for a preset, prepares building it for each spawn. */
int spawn_prepare(struct creation *creation, spawn_call *call, const struct keys *keys,
		  struct error *error);

#endif
