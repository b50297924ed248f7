/*
 * spawn_presets: what other programs do around each posix_spawn of theirs, done again for each
 * spawn, its allocations included: they are part of what those programs pay.
 */
#ifndef PROCBENCH_METHODS_SPAWN_PRESETS_H
#define PROCBENCH_METHODS_SPAWN_PRESETS_H

#include "procbench/base/error.h"
#include "procbench/methods/creation.h"

/* Before the loop: each puts its create, and settle, into creation->calls. 0, or -errno. */
int spawn_preset_python(struct creation *creation, struct error *error);
int spawn_preset_rust(struct creation *creation, struct error *error);
int spawn_preset_hyperfine(struct creation *creation, struct error *error);

#endif
