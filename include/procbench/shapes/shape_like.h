/*
 * shape_like: the shape of a live process.
 */
#ifndef PROCBENCH_SHAPES_SHAPE_LIKE_H
#define PROCBENCH_SHAPES_SHAPE_LIKE_H

#include "procbench/base/error.h"

/* The process id that a value of like= (not "none") names, or -EINVAL. */
int shape_like_pid(const char *value, struct error *error);

#endif
