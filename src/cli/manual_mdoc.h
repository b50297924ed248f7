/*
 * manual_mdoc: words as the source of a man page, in mdoc(7).
 */
#ifndef PROCBENCH_CLI_MANUAL_MDOC_H
#define PROCBENCH_CLI_MANUAL_MDOC_H

#include "procbench/base/text.h"

/* Escapes what roff or mdoc would read as its own. */
void mdoc_add_literal(struct text *out, const char *words);

/* Sentences, each on lines of its own. */
void mdoc_add_prose(struct text *out, const char *words);

/* An argument of a macro, quoted. */
void mdoc_add_argument(struct text *out, const char *words);

#endif
