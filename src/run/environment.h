/*
 * environment: what a case adds to the environment of its subject, which the subject passes on.
 */
#ifndef PROCBENCH_RUN_ENVIRONMENT_H
#define PROCBENCH_RUN_ENVIRONMENT_H

#include "procbench/base/error.h"
#include "procbench/run/plan.h"

/*
 * Puts as many folders before those of PATH as path= says, and as many bytes behind the environment
 * as env= says, of the calling process, which is about to become the subject; comes after
 * request_environment(). 0, or -errno.
 */
int environment_grow(const struct plan_case *item, struct error *error);

#endif
