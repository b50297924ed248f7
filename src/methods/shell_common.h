/* shell_common: code shared by the methods that use /bin/sh. */
#ifndef PROCBENCH_METHODS_SHELL_COMMON_H
#define PROCBENCH_METHODS_SHELL_COMMON_H

#include "procbench/methods/method.h"

/* 0, or -errno and why /bin/sh cannot be used. */
int shell_common_probe(struct error *error);

/*
 * The program and its arguments as one shell command line with all words quoted; never unmapped.
 * NULL and an error, E2BIG if it exceeds the kernel's limit for one argument.
 */
const char *shell_common_command(const struct creation *creation, struct error *error);

#endif
