/*
 * spawn_attrs: the words of attr=: attributes and file actions of posix_spawn, and presets that
 * reproduce how another program calls it.
 */
#ifndef PROCBENCH_METHODS_SPAWN_ATTRS_H
#define PROCBENCH_METHODS_SPAWN_ATTRS_H

#include "procbench/base/error.h"
#include "procbench/base/text.h"

#include <spawn.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct creation;

struct spawn_attr {
	const char *name;
	const char *summary;
	/* Returns why this libc lacks it, or NULL. A NULL pointer: every libc has it. */
	const char *(*missing)(void);
	/* Built once, before the loop; members that do not apply are 0 or NULL: */
	short flag;                                /* for posix_spawnattr_setflags */
	int (*set)(posix_spawnattr_t *attributes); /* sets the value of the flag; 0 or errno */
	bool makes_cgroup;
	int (*act)(posix_spawn_file_actions_t *actions); /* adds file actions; 0 or errno */
	/*
	 * A preset sets a create() that builds attributes and actions for each spawn, as the
	 * original does; it cannot be combined with other words. 0 or -errno.
	 */
	int (*preset)(struct creation *creation, struct error *error);
};

/* All words in canonical order, which is also the order of the file actions. */
extern const struct spawn_attr spawn_attr_table[];
extern const size_t spawn_attr_count;

/* Parses "setsid+dup2" or "none": bit i stands for row i. -EINVAL and a suggestion. */
int spawn_attrs_read(const char *words, uint64_t *attrs, struct error *error);

/* The words in canonical order, "none" for none. */
void spawn_attrs_add(struct text *out, uint64_t attrs);

/* Whether one of them makes a cgroup. */
bool spawn_attrs_make_cgroup(uint64_t attrs);

/* 0, or -EINVAL and why these words cannot be combined. */
int spawn_attrs_check(uint64_t attrs, struct error *error);

#endif
