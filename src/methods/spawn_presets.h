/*
 * spawn_presets: reproduces what other programs do around each posix_spawn, including their
 * allocations, which are part of their cost.
 */
#ifndef PROCBENCH_METHODS_SPAWN_PRESETS_H
#define PROCBENCH_METHODS_SPAWN_PRESETS_H

#include "procbench/base/error.h"
#include "procbench/methods/creation.h"

/* Before the loop: each sets create() and settle() in creation->calls. 0 or -errno. */
int spawn_preset_python(struct creation *creation, struct error *error);
int spawn_preset_rust(struct creation *creation, struct error *error);
int spawn_preset_hyperfine(struct creation *creation, struct error *error);

#endif
