/*
 * suggest: "did you mean 'X'?" for a misspelled word.
 */
#ifndef PROCBENCH_BASE_SUGGEST_H
#define PROCBENCH_BASE_SUGGEST_H

#include "procbench/base/text.h"

#include <stddef.h>

/*
 * The nearest of `count` words (NULL entries are skipped), or NULL if none is within an edit
 * distance of a third of the word's length.
 */
const char *suggest_nearest(const char *word, const char *const *words, size_t count);

/* " (did you mean 'X'?)" for the nearest word, or ""; in `out`, truncated to `size` bytes. */
const char *suggest_phrase(char *out, size_t size, const char *word, const char *const *words,
			   size_t count);

#endif
