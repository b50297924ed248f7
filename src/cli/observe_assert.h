/* observe_assert: what --assert demands of an observation. */
#ifndef PROCBENCH_CLI_OBSERVE_ASSERT_H
#define PROCBENCH_CLI_OBSERVE_ASSERT_H

#include "config.h"

#include "procbench/observe/observation.h"

/* Before anything is observed: -EINVAL for a wrong one; whether one rests on the calls of all. */
int observe_assert_check(const struct config *config, bool *needs_all_calls, struct error *error);

/*
 * Reports on standard error which assertions fail or cannot be judged. Returns the exit status
 * where `status` is that without them: a failure decides; what cannot be judged is no success.
 */
int observe_assert(const struct config *config, const struct observation *seen, int status);

#endif
