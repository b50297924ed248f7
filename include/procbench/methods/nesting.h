/*
 * nesting: chains of children, each of which creates the next by the same call.
 */
#ifndef PROCBENCH_METHODS_NESTING_H
#define PROCBENCH_METHODS_NESTING_H

#include "procbench/base/keys.h"
#include "procbench/methods/creation.h"

/* State of the chain for one creation, creation->nesting. */
extern const size_t nesting_state_bytes;

/* Exit status of a child that could not create the next one. */
#define NESTING_FAILED 125

/*
 * The child's step for depth= above 1: creates the next child, waits for it and ends with its
 * status; the last child of the chain goes on to its work.
 */
void nesting_step(const struct creation *creation);

/* The part of method_prepare() for depth=; the method's call has been selected. */
void nesting_prepare(struct creation *creation, const struct keys *keys);

#endif
