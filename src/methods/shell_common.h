/* shell_common: what the methods share that execute through /bin/sh. */
#ifndef PROCBENCH_METHODS_SHELL_COMMON_H
#define PROCBENCH_METHODS_SHELL_COMMON_H

#include "procbench/methods/method.h"

/* 0, or why there is no shell here. */
int shell_common_probe(struct error *error);

/*
 * The program and its arguments as one line of the shell's, in which every word stands for itself;
 * mapped for as long as the subject lives. NULL and an error, E2BIG when the kernel takes no
 * argument that long.
 */
const char *shell_common_command(const struct creation *creation, struct error *error);

#endif
