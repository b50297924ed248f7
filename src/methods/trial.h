/* trial: one creation in a temporary process, to test what the kernel accepts. */
#ifndef PROCBENCH_METHODS_TRIAL_H
#define PROCBENCH_METHODS_TRIAL_H

#include "procbench/methods/method.h"

/*
 * Prepares the method with the keys, which need not have passed its check, and creates and reaps
 * one child that exits at once. Returns 0 or -errno; the text is empty if the creating call itself
 * failed. Leaves nothing behind. -EAGAIN if the temporary process cannot be created.
 */
int trial_run(const struct method *method, const struct keys *keys, struct error *error);

#endif
