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

struct clone_flag {
	const char *name;
	uint64_t bit;
	bool only_clone3; /* beyond the 32 bits of clone's flag word */
	const char *summary;
};

/* All flags, in their canonical order. */
extern const struct clone_flag clone_flag_table[];
extern const size_t clone_flag_count;

/* Reads "vm+vfork", or "none"; -EINVAL and a suggestion for an unknown name. */
int clone_flags_read(const char *names, uint64_t *flags, struct error *error);

/* The names in canonical order, "none" for no flag. */
void clone_flags_add(struct text *out, uint64_t flags);

/* 0, or -EINVAL and the rule by which every kernel refuses these flags. */
int clone_flags_check(uint64_t flags, bool for_clone3, struct error *error);

#endif
