/* brief: what is not needed of a saved result, removed before it is parsed. */
#ifndef PROCBENCH_SRC_RESULT_BRIEF_H
#define PROCBENCH_SRC_RESULT_BRIEF_H

#include <stddef.h>

/*
 * Empties the histograms and removes the blanks between tokens of the JSON in `bytes`; returns the
 * length that is left. What is not JSON does not become JSON, except within a histogram.
 */
size_t brief_make(char *bytes, size_t length);

#endif
