/*
 * suggest: «did you mean ...?» for a misspelt word.
 */
#ifndef PROCBENCH_BASE_SUGGEST_H
#define PROCBENCH_BASE_SUGGEST_H

#include "procbench/base/text.h"

#include <stddef.h>

/*
 * The nearest of `count` words (each words[i] may be NULL and is passed over), or NULL when none is
 * near enough: at most a third of the letters changed, added, left out or swapped.
 */
const char *suggest_nearest(const char *word, const char *const *words, size_t count);

/* " (did you mean 'X'?)" for the nearest word, or "" ; in `out`, cut to `size` bytes. */
const char *suggest_phrase(char *out, size_t size, const char *word, const char *const *words,
			   size_t count);

#endif
