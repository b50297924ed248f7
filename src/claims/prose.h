/* prose: a label, and words behind it that are wrapped, on a terminal of 80 columns. */
#ifndef PROCBENCH_CLAIMS_PROSE_H
#define PROCBENCH_CLAIMS_PROSE_H

#include "procbench/base/text.h"

#include <stddef.h>

#define PROSE_COLUMNS 80

/* The words, made printable, begin in column `indent`. */
void prose_add(struct text *out, size_t indent, const char *label, const char *words);

#endif
