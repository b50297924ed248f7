/*
 * shape_cpus: explicit CPUs to measure on.
 */
#ifndef PROCBENCH_SHAPES_SHAPE_CPUS_H
#define PROCBENCH_SHAPES_SHAPE_CPUS_H

#include "procbench/base/keys.h"
#include "procbench/sys/cpus.h"

/* The CPU at index `place` of cpus=, wrapping around; with auto, as cpus_pick() of `allowed`. */
int shape_cpus_pick(const struct keys *keys, const struct cpus *allowed, uint64_t place);

#endif
