/*
 * spawn_common: what the methods of the posix_spawn family share: attr=.
 *
 * A method of it has a call of its own, takes KEY_ATTR, and names these as its check, create and
 * settle; its prepare is `return spawn_prepare(creation, its_call, keys, error)`.
 */
#ifndef PROCBENCH_METHODS_SPAWN_COMMON_H
#define PROCBENCH_METHODS_SPAWN_COMMON_H

#include "procbench/methods/method.h"

#include <spawn.h>

/*
 * The method's libc function, given creation->spawn's actions and attributes and the creation's
 * program or file, argv and environment. Returns the pid, or -errno. Timed path.
 */
typedef long spawn_call(struct creation *creation);

/* What a creation has beside its program; one for the life of the subject. */
struct spawn {
	spawn_call *call;
	long (*create)(struct creation *creation); /* `call` itself, or a preset around it */
	void (*settle)(struct creation *creation);
	posix_spawn_file_actions_t *actions; /* or NULL */
	posix_spawnattr_t *attributes;       /* or NULL */
};

/* Reads and checks attr=, and brings it into its canonical order. */
int spawn_check(struct keys *keys, struct error *error);

/* Builds what attr= says, once; or, for a preset, prepares building it for each spawn. */
int spawn_prepare(struct creation *creation, spawn_call *call, const struct keys *keys,
		  struct error *error);

long spawn_create(struct creation *creation);
void spawn_settle(struct creation *creation);

#endif
