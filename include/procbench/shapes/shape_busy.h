/*
 * shape_busy: threads that map and write memory during the creations, and how long they stall.
 */
#ifndef PROCBENCH_SHAPES_SHAPE_BUSY_H
#define PROCBENCH_SHAPES_SHAPE_BUSY_H

#include "procbench/methods/creation.h"

/*
 * Wraps `calls` so that settle fills in creation->stall_ns: the longest time between two steps of a
 * busy thread that overlaps START to REAPED. Returns `calls` if there are no busy threads. Supports
 * one creation at a time per process.
 */
const struct creation_calls *shape_busy_watch(const struct creation_calls *calls);

#endif
