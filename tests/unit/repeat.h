/*
 * repeat: how often a simulation is repeated. An emulator and a sanitizer take five to twenty times
 * as long, and more repetitions of the same calculation show them nothing.
 */
#ifndef PROCBENCH_TESTS_UNIT_REPEAT_H
#define PROCBENCH_TESTS_UNIT_REPEAT_H

#include "procbench/sys/host.h"

#include <stdlib.h>

static inline int repeat_count(int times)
{
	return getenv("PROCBENCH_TEST_EMULATED") || host_sanitized() ? times / 10 : times;
}

#endif
