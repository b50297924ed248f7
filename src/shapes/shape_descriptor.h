/*
 * shape_descriptor: defines the descriptor of a key, once per file:
 *
 *     SHAPE(FDS) = {.needs = needs, .build = build, .verify = verify, ...};
 *
 * for the row FDS of KEY_LIST. A row without a descriptor fails to link.
 */
#ifndef PROCBENCH_SHAPES_SHAPE_DESCRIPTOR_H
#define PROCBENCH_SHAPES_SHAPE_DESCRIPTOR_H

#include "shape_needs.h"
#include "shape_seen.h"

#include "procbench/shapes/shape.h"

#define SHAPE(id) const struct shape shape_of_##id

#endif
