/*
 * guest_binary: the programs that a guest executes.
 */
#ifndef PROCBENCH_GUEST_GUEST_BINARY_H
#define PROCBENCH_GUEST_GUEST_BINARY_H

#include "procbench/base/error.h"
#include "procbench/guest/guest_arch.h"

/*
 * 0 if the file is a static program of that architecture, or -GUEST_FAILED with the reason and the
 * remedy.
 */
int guest_binary_check(const struct guest_arch *arch, const char *path, struct error *error);

/*
 * The procbench for guests of that architecture, which the caller frees: this one, or else
 * procbench-ARCH or ARCH/procbench beside it. NULL and the error as above.
 */
char *guest_binary_find(const struct guest_arch *arch, struct error *error);

#endif
