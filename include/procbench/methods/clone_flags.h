/*
 * clone_flags: the flags of clone and clone3 by name, and which combinations the kernel accepts.
 */
#ifndef PROCBENCH_METHODS_CLONE_FLAGS_H
#define PROCBENCH_METHODS_CLONE_FLAGS_H

#include "procbench/base/error.h"
#include "procbench/base/text.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Which of the two calls accepts a flag. */
enum clone_takes { CLONE_TAKES_BOTH, CLONE_TAKES_CLONE, CLONE_TAKES_CLONE3 };

struct clone_flag {
	const char *name;
	uint64_t bit;
	enum clone_takes takes;
	const char *summary;
	const char *privilege; /* privilege that the caller needs, or NULL */
	const char *since;     /* first Linux version with it, if that is recent; or NULL */
	const char *space;     /* name in /proc/self/ns of the namespace it creates, or NULL */
	const char *never;     /* why procbench does not support it, or NULL */
};

/* All flags in canonical order. */
extern const struct clone_flag clone_flag_table[];
extern const size_t clone_flag_count;

/* Reads "vm+vfork", or "none"; -EINVAL and a suggestion for an unknown name. */
int clone_flags_read(const char *names, uint64_t *flags, struct error *error);

/* The names in canonical order, "none" for no flag. */
void clone_flags_add(struct text *out, uint64_t flags);

bool clone_flag_is_taken(const struct clone_flag *flag, bool by_clone3);

/*
 * 0, or -EINVAL and the reason: the kernel refuses this combination, or procbench does not support
 * one of the flags.
 */
int clone_flags_check(uint64_t flags, bool for_clone3, struct error *error);

/* The bits of the flag and of the flags that it requires. */
uint64_t clone_flag_with_needs(const struct clone_flag *flag);

/*
 * 0, or -errno and why this machine or procbench refuses the flag. Tries it, together with the
 * flags it requires, in a temporary process.
 */
int clone_flag_probe(const struct clone_flag *flag, struct error *error);

#endif
