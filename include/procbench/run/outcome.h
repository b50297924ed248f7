/*
 * outcome: the name of a sample's outcome.
 */
#ifndef PROCBENCH_RUN_OUTCOME_H
#define PROCBENCH_RUN_OUTCOME_H

#include "procbench/subject/arena.h"

#define OUTCOME_NAME_BYTES 32

/*
 * "ok", "EAGAIN", "exit 3", "SIGKILL", "wait ECHILD", "timeout"; written into `name` and returned.
 */
const char *outcome_name(char name[OUTCOME_NAME_BYTES], enum arena_outcome outcome, unsigned value);

#endif
