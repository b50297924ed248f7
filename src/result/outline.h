/* outline: the few members of a saved result that a comparison of many needs, read in one pass. */
#ifndef PROCBENCH_SRC_RESULT_OUTLINE_H
#define PROCBENCH_SRC_RESULT_OUTLINE_H

#include "procbench/result/result.h"

#include <stdbool.h>
#include <stddef.h>

enum outline_depth { OUTLINE_CASES, OUTLINE_LAUNCHES };

/*
 * Reads what result_load_outlines(), or result_load_launches(), promises from bytes with a NUL
 * behind them; false if the complete reader must try. The caller frees the result in any case.
 */
bool outline_read(struct result *result, const char *bytes, size_t length,
		  enum outline_depth depth);

/* Reads a file, or standard input for "-", by the fast reader or else by the complete one. */
int outline_load(struct result *result, const char *path, enum outline_depth depth,
		 struct error *error);

#endif
