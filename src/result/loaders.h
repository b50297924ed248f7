/* loaders: what the readers of a saved result share. */
#ifndef PROCBENCH_RESULT_LOADERS_H
#define PROCBENCH_RESULT_LOADERS_H

#include "procbench/base/error.h"
#include "procbench/result/result.h"

#include <stddef.h>

/* Fills a result that is all zeros; the messages say the place, the caller adds the file. */
int load_json(struct result *result, const char *bytes, size_t length, struct error *error);

/* More cases than any run has; their figures take memory, however short they are written. */
#define LOAD_CASES_MAX 10000

#endif
