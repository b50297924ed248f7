/*
 * spawn_attrs: the words of attr=, what a posix_spawn is asked to do beside executing: attributes,
 * file actions, and presets, which do what another program does around it.
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
	/* Why this libc has it not; NULL: it has. A NULL pointer: every libc has it. */
	const char *(*missing)(void);
	/* Built once, before the loop; what a word does not need is 0 or NULL: */
	short flag;                                      /* for posix_spawnattr_setflags */
	int (*set)(posix_spawnattr_t *attributes);       /* the value of the flag; 0 or errno */
	int (*act)(posix_spawn_file_actions_t *actions); /* file actions; 0 or errno */
	/*
	 * A preset puts a create() into creation->calls that builds its own anew for each spawn, as
	 * the original does; it stands alone. 0, or -errno.
	 */
	int (*preset)(struct creation *creation, struct error *error);
};

/* All words, in their canonical order, which is the order of the file actions too. */
extern const struct spawn_attr spawn_attr_table[];
extern const size_t spawn_attr_count;

/* Reads "setsid+dup2", or "none": bit i stands for row i. -EINVAL and a suggestion. */
int spawn_attrs_read(const char *words, uint64_t *attrs, struct error *error);

/* The words in canonical order, "none" for none. */
void spawn_attrs_add(struct text *out, uint64_t attrs);

/* 0, or -EINVAL and the rule by which these cannot go together. */
int spawn_attrs_check(uint64_t attrs, struct error *error);

#endif
