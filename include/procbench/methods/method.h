/*
 * method: the descriptor of a way to create a process, and the list of all methods.
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

/* Key groups of a method whose child executes without running procbench's code first. */
#define METHOD_GROUPS_SPAWN                                                                     \
	(KEY_GROUP_WORK | KEY_GROUP_ARGS | KEY_GROUP_REAP | KEY_GROUP_SHAPE | KEY_GROUP_PLACE | \
	 KEY_GROUP_IMAGE | KEY_GROUP_LOAD | KEY_GROUP_SPAWNERS | KEY_GROUP_MACHINE |            \
	 KEY_GROUP_CGROUP)
/* Key groups of a method whose child process runs procbench's code. */
#define METHOD_GROUPS_CHILD (METHOD_GROUPS_SPAWN | KEY_GROUP_CHILD)
/* Key groups of a method that creates a thread or nothing. */
#define METHOD_GROUPS_PARENT                                                    \
	(KEY_GROUP_SHAPE | KEY_GROUP_PLACE | KEY_GROUP_IMAGE | KEY_GROUP_LOAD | \
	 KEY_GROUP_SPAWNERS | KEY_GROUP_MACHINE)

/* The bit of a key in own_keys. */
#define METHOD_KEY(key) (UINT64_C(1) << (key))

_Static_assert(KEY_COUNT <= 64, "own_keys has no bit for every key");

#define METHOD_TRACE_CALLS 8

/*
 * What an observer sees of a child of the program that a method reproduces: a replay chooses the
 * method only for creations that match exactly. Since glibc 2.41 the child of fork calls
 * rt_sigprocmask once, and sigaction of SIGABRT twice.
 */
struct method_trace {
	const char *creation; /* "fork", "vfork" or "posix_spawn", whatever its call; NULL: none */
	const char *program;  /* name of the file that the child executes; NULL: any */
	struct {
		const char *name;
		uint64_t low, high;
	} calls[METHOD_TRACE_CALLS]; /* all system calls of the child before it executes */
};

struct method {
	const char *name;
	const char *summary;
	const char *call;        /* up to where the span call reaches */
	unsigned groups;         /* supported key groups (enum key_group) */
	uint64_t own_keys;       /* METHOD_KEY() bits: supported keys of KEY_GROUP_METHOD */
	bool creates;            /* false for the control, which creates nothing */
	bool only_executes;      /* always executes a program */
	bool runs_our_child;     /* procbench's code runs in the child, so it can take timestamps */
	bool searches_path;      /* searches PATH for creation->file */
	bool freestanding;       /* its subject is the embedded program without libc */
	bool suspends;           /* the call lasts until the child has executed or ended */
	bool shares_memory;      /* the child always shares its parent's memory */
	bool keeps_child;        /* between the samples a child waits for the next one */
	const char *one_spawner; /* why threads cannot use it concurrently; NULL: they can */
	const char *floor;  /* corresponding freestanding method; NULL: by flags=, or "floor" */
	bool by_shell;      /* /bin/sh executes, and reports failure by exit status 126 or 127 */
	size_t state_bytes; /* size of creation->state; 0: none */
	struct method_trace trace; /* of a method that reproduces a program */

	/*
	 * Checks for values that the kernel always refuses (-EINVAL and the reason) and converts
	 * the method's own keys to canonical form. NULL: nothing to check.
	 */
	int (*check)(struct keys *keys, struct error *error);
	/* 0 or -errno and why this machine does not support it; NULL: always supported. */
	int (*probe)(struct error *error);
	/*
	 * The same for a case that passed check(). Runs in the controller, because it may start a
	 * process. NULL: always supported.
	 */
	int (*probe_keys)(const struct keys *keys, struct error *error);
	/*
	 * In the subject, before its shape is built: starts helpers that must stay small. Returns
	 * 0, -errno, or the pid of a helper whose children are the samples and which ends with the
	 * subject. NULL: nothing to do.
	 */
	int (*begin)(struct creation *creation, struct error *error);
	/*
	 * In the subject, before the loop: prepares the calls, and may replace creation->calls
	 * depending on the keys. NULL: nothing to do.
	 */
	int (*prepare)(struct creation *creation, const struct keys *keys, struct error *error);
	/*
	 * In the controller, after the subject has ended: removes external state, such as a cgroup,
	 * that the subject could not remove. NULL: nothing to do.
	 */
	void (*tidy)(const struct keys *keys, pid_t subject);

	struct creation_calls calls;
};

/* Bytes that method_attach() needs for the state of the method and of reaping. */
size_t method_state_bytes(const struct method *method);

/*
 * Sets the calls and state of a creation. `memory` is zeroed, aligned as by malloc, and
 * method_state_bytes() long. Must be called before begin() and prepare().
 */
void method_attach(const struct method *method, struct creation *creation, void *memory);

/*
 * In the subject, before the loop, after the child's work is planned: selects creation->calls by
 * the method's prepare() and by reap=. 0 or -errno.
 */
int method_prepare(const struct method *method, struct creation *creation, const struct keys *keys,
		   struct error *error);

/* In the controller, after the subject has ended: removes what it could not remove itself. */
void method_tidy(const struct method *method, const struct keys *keys, pid_t subject);

/* All methods, in the order of `list`. */
const struct method *const *method_list(size_t *count);

/* The method of that name (of `length` bytes), or NULL and an error with a suggestion. */
const struct method *method_find(const char *name, size_t length, struct error *error);

bool method_takes(const struct method *method, enum key key);

/* The methods that support a key, or "all but" those that do not where these are fewer. */
void method_add_takers(struct text *out, enum key key, const char *separator);

/* -EINVAL and `what`, with the methods that support the key. */
int method_refuse_key(enum key key, const char *what, struct error *error);

/* Whether the child shares memory or the descriptor table with its parent in this case. */
bool method_shares_memory(const struct method *method, const struct keys *keys);
bool method_shares_files(const struct method *method, const struct keys *keys);

/* Whether PATH is searched for the program in this case. */
bool method_searches_path(const struct method *method, const struct keys *keys);

/*
 * The freestanding method that measures the kernel's minimum for this kind of creation: a copy of
 * the parent, a child that borrows its memory, or a thread. The keys must have been checked.
 */
const char *method_floor_name(const struct method *method, const struct keys *keys);

/*
 * What the span call (START to RETURNED) contains in this case, "until ...": it may be a part of
 * the child's life, so that calls of two methods need not be the same thing. Of checked keys.
 */
void method_add_call(struct text *out, const struct method *method, const struct keys *keys);

/* A key's default as text; exec= defaults to tiny for methods that always execute. */
const char *method_key_default(const struct method *method, enum key key);

#endif
