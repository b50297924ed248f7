/*
 * floor: the least that this kernel can do, raw clone + exit + wait4 from a subject without libc.
 */
#ifndef PROCBENCH_METHODS_FLOOR_H
#define PROCBENCH_METHODS_FLOOR_H

#include "procbench/methods/creation.h"

extern const struct creation_calls floor_calls;

#endif
