/*
 * wiring: the standard streams of a child.
 */
#ifndef PROCBENCH_METHODS_WIRING_H
#define PROCBENCH_METHODS_WIRING_H

#include "procbench/base/keys.h"
#include "procbench/methods/creation.h"

/* State of the pipes of one creation, creation->wiring. */
extern const size_t wiring_state_bytes;

/* Exit status of a child that could not get its streams. */
#define WIRING_FAILED 124

/* The child's step for a value of stdio=; NULL for inherit. */
creation_step *wiring_step(uint64_t stdio);

/*
 * The last part of method_prepare(): with stdio=pipe the call is preceded by making three pipes and
 * followed by closing the child's ends, and reaping is preceded by reading what the child writes.
 */
void wiring_prepare(struct creation *creation, const struct keys *keys);

#endif
