/*
 * wordset: a set of words from a table, written joined by + ("vm+vfork") and stored as a bit mask.
 */
#ifndef PROCBENCH_BASE_WORDSET_H
#define PROCBENCH_BASE_WORDSET_H

#include "procbench/base/error.h"
#include "procbench/base/text.h"

#include <stddef.h>
#include <stdint.h>

#define WORDSET_MAX  64     /* words in a table */
#define WORDSET_NONE "none" /* the empty set */

/*
 * Parses `value`: bit i of *places stands for words[i]. -EINVAL for a word that is not in the
 * table; `noun` is its name in the error ("unknown flag 'vn' (did you mean 'vm'?)").
 */
int wordset_read(const char *value, const char *const *words, size_t count, const char *noun,
		 uint64_t *places, struct error *error);

/* The words in the order of the table; "none" for the empty set. */
void wordset_add(struct text *out, const char *const *words, size_t count, uint64_t places);

#endif
