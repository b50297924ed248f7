/*
 * shape_busy: threads that map and write memory beside the creations, and how long they are held
 * up.
 */
#ifndef PROCBENCH_SHAPES_SHAPE_BUSY_H
#define PROCBENCH_SHAPES_SHAPE_BUSY_H

#include "procbench/methods/creation.h"

/*
 * The same calls, with creation->stall_ns filled in by settle: the longest time between two steps
 * of any busy thread, of those that overlap START..REAPED. `calls` themselves where the shape has
 * no busy thread. Of one creation in a process at a time.
 */
const struct creation_calls *shape_busy_watch(const struct creation_calls *calls);

#endif
