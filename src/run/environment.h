/*
 * environment: extends the environment of a subject, which its children inherit.
 */
#ifndef PROCBENCH_RUN_ENVIRONMENT_H
#define PROCBENCH_RUN_ENVIRONMENT_H

#include "procbench/base/error.h"
#include "procbench/run/plan.h"

/*
 * Prepends path= directories to PATH and adds vars= variables of env= bytes to the environment of
 * the calling process, which is about to become the subject. Call after request_environment(). 0 or
 * -errno.
 */
int environment_grow(const struct plan_case *item, struct error *error);

#endif
