/*
 * zombies: children that are dead and that the subject does not reap.
 */
#ifndef PROCBENCH_SUBJECT_ZOMBIES_H
#define PROCBENCH_SUBJECT_ZOMBIES_H

#include "procbench/base/error.h"

#include <stdint.h>

/*
 * Makes `count` of them, for as long as the process lives; its heirs reap them. 0, or -errno with
 * the numbers, before the first one where a limit is known to be too low.
 */
int zombies_build(uint64_t count, struct error *error);

#endif
