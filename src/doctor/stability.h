/*
 * stability: measures for a few seconds how well runs on this machine will repeat.
 */
#ifndef PROCBENCH_DOCTOR_STABILITY_H
#define PROCBENCH_DOCTOR_STABILITY_H

#include "procbench/base/error.h"
#include "procbench/base/facts.h"

#include <stddef.h>

#define STABILITY_WINDOWS   30
#define STABILITY_WINDOW_MS 100

/* Medians of the windows, in time order. */
struct stability_windows {
	double create_ns[STABILITY_WINDOWS]; /* clone + exit + wait4 */
	double memory_ns[STABILITY_WINDOWS]; /* mmap + touch + munmap */
	size_t count;
};

/* Alternates both loops for STABILITY_WINDOWS windows. 0, or -errno and the cause. */
int stability_measure(struct stability_windows *windows, struct error *error);

/* Pure: adds the facts that the checks of the group "stability" judge. 0 or -ENOMEM. */
int stability_add_facts(const struct stability_windows *windows, struct facts *facts);

#endif
