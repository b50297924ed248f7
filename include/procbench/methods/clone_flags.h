/*
 * clone_flags: the flags of clone and clone3 by name, and the kernel's rules about them.
 */
#ifndef PROCBENCH_METHODS_CLONE_FLAGS_H
#define PROCBENCH_METHODS_CLONE_FLAGS_H

#include "procbench/base/error.h"
#include "procbench/base/text.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Which of the two calls takes a flag. */
enum clone_takes { CLONE_TAKES_BOTH, CLONE_TAKES_CLONE, CLONE_TAKES_CLONE3 };

struct clone_flag {
	const char *name;
	uint64_t bit;
	enum clone_takes takes;
	const char *summary;
	const char *privilege; /* what the caller needs for it, NULL: nothing */
	const char *since;     /* the Linux that brought it, where older ones are about; or NULL */
	const char *space;     /* its file in /proc/self/ns, where it makes a namespace; or NULL */
	const char *never;     /* why procbench does not offer it; NULL: it does */
};

/* All flags, in their canonical order. */
extern const struct clone_flag clone_flag_table[];
extern const size_t clone_flag_count;

/* Reads "vm+vfork", or "none"; -EINVAL and a suggestion for an unknown name. */
int clone_flags_read(const char *names, uint64_t *flags, struct error *error);

/* The names in canonical order, "none" for no flag. */
void clone_flags_add(struct text *out, uint64_t flags);

bool clone_flag_is_taken(const struct clone_flag *flag, bool by_clone3);

/*
 * 0, or -EINVAL and the rule by which the kernel refuses these flags, or why procbench does not
 * offer one of them.
 */
int clone_flags_check(uint64_t flags, bool for_clone3, struct error *error);

/* The flag's bit and those without which the kernel takes it in no case. */
uint64_t clone_flag_with_needs(const struct clone_flag *flag);

/*
 * 0, or -errno and why this machine refuses the flag, or procbench does: asked of the kernel, with
 * what the flag needs, by a call that takes it, in a process that is thrown away.
 */
int clone_flag_probe(const struct clone_flag *flag, struct error *error);

#endif
