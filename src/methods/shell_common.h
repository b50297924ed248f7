/* shell_common: what the methods share that execute through /bin/sh. */
#ifndef PROCBENCH_METHODS_SHELL_COMMON_H
#define PROCBENCH_METHODS_SHELL_COMMON_H

#include "procbench/methods/method.h"

/* 0, or why there is no shell here. */
int shell_common_probe(struct error *error);

/*
 * Makes the program and its arguments one line of the shell's, in which every word stands for
 * itself: creation->command, mapped for as long as the subject lives. -E2BIG when the kernel takes
 * no argument that long.
 */
int shell_common_prepare(struct creation *creation, const struct keys *keys, struct error *error);

#endif
