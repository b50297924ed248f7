/* outline: the few members of a saved result that a long history needs, read in one pass. */
#ifndef PROCBENCH_SRC_RESULT_OUTLINE_H
#define PROCBENCH_SRC_RESULT_OUTLINE_H

#include "procbench/result/result.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Reads what result_load_outlines() promises from bytes with a NUL behind them; false if the
 * complete reader must try. The caller frees the result in any case.
 */
bool outline_read(struct result *result, const char *bytes, size_t length);

/* The same of a file; false for standard input, too. */
bool outline_load(struct result *result, const char *path);

#endif
