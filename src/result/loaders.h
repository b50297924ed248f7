/* loaders: functions shared by the readers of a saved result. */
#ifndef PROCBENCH_RESULT_LOADERS_H
#define PROCBENCH_RESULT_LOADERS_H

#include "procbench/base/error.h"
#include "procbench/result/result.h"

#include <stddef.h>

/* Fills in a zeroed result; messages give the position, the caller adds the file. */
int load_json(struct result *result, const char *bytes, size_t length, struct error *error);

/* Limit that bounds memory: even a minimal case in JSON needs a full struct. */
#define LOAD_CASES_MAX 10000

#endif
