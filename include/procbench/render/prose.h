/* prose: measures, pads and wraps text for a terminal. */
#ifndef PROCBENCH_RENDER_PROSE_H
#define PROCBENCH_RENDER_PROSE_H

#include "procbench/base/text.h"

#include <stdbool.h>
#include <stddef.h>

/* Whether the locale's encoding is UTF-8. */
bool prose_is_utf8(void);

/*
 * Terminal columns of a string: its characters, wide ones twice where the locale
 * knows them, not its bytes.
 */
size_t prose_columns(const char *string);

/* Bytes of its longest beginning of whole characters in so many columns. */
size_t prose_beginning(const char *string, size_t columns);

/* Adds `cell` and blanks up to `width` columns, behind it (`left`) or before it. */
void prose_pad(struct text *out, const char *cell, size_t width, bool left);

/*
 * Adds a line of words, broken before the one that would cross `width` (0: 80), each further line
 * indented; `column` is where the first line stands already. Ends with a line end.
 */
void prose_wrap(struct text *out, const char *words, size_t column, size_t indent, size_t width);

/* The same for untrusted text: control characters are made visible. */
void prose_add(struct text *out, const char *words, size_t column, size_t indent, size_t width);

/* A label in column 2, and untrusted text that begins in column `indent` of 80. */
void prose_add_labelled(struct text *out, size_t indent, const char *label, const char *words);

#endif
