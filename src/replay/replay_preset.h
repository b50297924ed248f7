/* replay_preset: which method reproduces the program that made the calls of a site. */
#ifndef PROCBENCH_SRC_REPLAY_REPLAY_PRESET_H
#define PROCBENCH_SRC_REPLAY_REPLAY_PRESET_H

#include "procbench/methods/method.h"
#include "procbench/observe/observation.h"

/* The method whose trace has all that was seen of every child of the site, or NULL. */
const struct method *replay_preset(const struct observe_site *site);

#endif
