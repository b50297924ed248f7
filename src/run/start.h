/*
 * start: turns a new process into a subject.
 */
#ifndef PROCBENCH_RUN_START_H
#define PROCBENCH_RUN_START_H

#include "procbench/run/launch.h"

/* In the new process: executes subject `number`, or reports the error in its arena. */
__attribute__((noreturn)) void start_subject(const struct launcher *launcher,
					     const struct launch *launch, size_t number);

#endif
