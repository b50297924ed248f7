/*
 * method: a way to create a process; the list of all of them, and what each says of itself.
 */
#ifndef PROCBENCH_METHODS_METHOD_H
#define PROCBENCH_METHODS_METHOD_H

#include "procbench/base/error.h"
#include "procbench/base/keys.h"
#include "procbench/base/text.h"
#include "procbench/methods/creation.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The key groups of a method whose child executes before it runs any code of ours, .. */
#define METHOD_GROUPS_SPAWN                                                                     \
	(KEY_GROUP_WORK | KEY_GROUP_ARGS | KEY_GROUP_REAP | KEY_GROUP_SHAPE | KEY_GROUP_PLACE | \
	 KEY_GROUP_IMAGE | KEY_GROUP_LOAD | KEY_GROUP_SPAWNERS)
/* .. of one whose child is a process that runs code of ours, .. */
#define METHOD_GROUPS_CHILD (METHOD_GROUPS_SPAWN | KEY_GROUP_CHILD)
/* .. and of one whose child is no process. */
#define METHOD_GROUPS_PARENT \
	(KEY_GROUP_SHAPE | KEY_GROUP_PLACE | KEY_GROUP_IMAGE | KEY_GROUP_LOAD | KEY_GROUP_SPAWNERS)

/* The bit of a key in own_keys. */
#define METHOD_KEY(key) (UINT64_C(1) << (key))

_Static_assert(KEY_COUNT <= 64, "own_keys has no bit for every key");

struct method {
	const char *name;
	const char *summary;
	const char *call;    /* up to where the span call reaches */
	unsigned groups;     /* the key groups that it takes (enum key_group) */
	uint64_t own_keys;   /* METHOD_KEY()s: keys of KEY_GROUP_METHOD that it takes */
	bool creates;        /* false: the control, which creates nothing */
	bool only_executes;  /* there is no child without exec */
	bool runs_our_child; /* code of ours runs in the child, so it can stamp and move itself */
	bool searches_path;  /* executes creation->file, searched in PATH */
	bool freestanding;   /* its subject is the embedded floor program */
	bool suspends;       /* the call lasts until the child has executed or ended */
	bool shares_memory;  /* the child runs in its parent's memory, whatever the keys say */
	const char
		*one_spawner; /* why several threads cannot create by it at once; NULL: they can */
	const char *floor;    /* the freestanding method of its kind; NULL: by flags=, or "floor" */
	bool by_shell;        /* /bin/sh executes: what it cannot is its exit status 126 or 127 */
	size_t state_bytes;   /* of its own state, creation->state; 0: it has none */

	/*
	 * Checks what the kernel would refuse in any case and brings the method's own keys into
	 * their canonical form; NULL: nothing to check. -EINVAL and the kernel's rule.
	 */
	int (*check)(struct keys *keys, struct error *error);
	/* 0, or why this machine cannot do it; NULL: it always can. May be asked in any process. */
	int (*probe)(struct error *error);
	/*
	 * The same of a case that check() has let through: 0, or why this machine cannot do it with
	 * these keys. Asked in the controller, for it may start a process. NULL: it always can.
	 */
	int (*probe_keys)(const struct keys *keys, struct error *error);
	/*
	 * In the subject, before it takes its shape, with the child's work planned: what has to be
	 * smaller than the parent. Returns 0, -errno, or the pid of a process that it has started,
	 * whose children the samples are, and which ends with the subject. NULL: nothing.
	 */
	int (*begin)(struct creation *creation, struct error *error);
	/*
	 * In the subject, before the loop: what the calls will need. May put others, which suit the
	 * keys better, into creation->calls. NULL: nothing.
	 */
	int (*prepare)(struct creation *creation, const struct keys *keys, struct error *error);
	/*
	 * In the controller, once that subject is gone: removes what it prepared outside of itself,
	 * if it had no time to. NULL: nothing.
	 */
	void (*tidy)(const struct keys *keys, pid_t subject);

	struct creation_calls calls;
};

/* How many bytes method_attach() takes, for state of the method and of every way of reaping. */
size_t method_state_bytes(const struct method *method);

/*
 * Gives a creation its method's calls and state: in `memory`, zeroed, aligned as malloc aligns, of
 * method_state_bytes(). Comes before begin() and prepare().
 */
void method_attach(const struct method *method, struct creation *creation, void *memory);

/*
 * In the subject, before the loop, once the child's work is planned: chooses creation->calls, by
 * the method's prepare() and by reap=. 0, or -errno.
 */
int method_prepare(const struct method *method, struct creation *creation, const struct keys *keys,
		   struct error *error);

/* All methods, in the order of `list`. */
const struct method *const *method_list(size_t *count);

/* The method of that name (of `length` bytes), or NULL and an error with a suggestion. */
const struct method *method_find(const char *name, size_t length, struct error *error);

bool method_takes(const struct method *method, enum key key);

/* Whether the child runs in its parent's memory, or has its parent's descriptors, in this case. */
bool method_shares_memory(const struct method *method, const struct keys *keys);
bool method_shares_files(const struct method *method, const struct keys *keys);

/*
 * The freestanding method that shows the least that this kernel can do for this kind of creation: a
 * copy of the parent, a child that borrows its memory, or a thread. Of checked keys.
 */
const char *method_floor_name(const struct method *method, const struct keys *keys);

/*
 * What the span call (START to RETURNED) contains in this case, "until ...": it may be a part of
 * the child's life, so that calls of two methods need not be the same thing. Of checked keys.
 */
void method_add_call(struct text *out, const struct method *method, const struct keys *keys);

/* A key's default, as text, which may depend on the method: what can only exec executes tiny. */
const char *method_key_default(const struct method *method, enum key key);

#endif
