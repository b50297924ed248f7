/* trial: one creation in a process that is thrown away, to ask the kernel what it takes. */
#ifndef PROCBENCH_METHODS_TRIAL_H
#define PROCBENCH_METHODS_TRIAL_H

#include "procbench/methods/method.h"

/*
 * Prepares the method by the keys, which need not have passed its check, and creates and reaps one
 * child that exits at once. 0, or the negative errno of what failed, with a text where that was the
 * preparation (an empty one where it was the call itself). Leaves nothing behind. -EAGAIN when the
 * process itself cannot be had.
 */
int trial_run(const struct method *method, const struct keys *keys, struct error *error);

#endif
