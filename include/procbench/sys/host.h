/*
 * host: what this machine is, as far as it matters to a measurement.
 */
#ifndef PROCBENCH_SYS_HOST_H
#define PROCBENCH_SYS_HOST_H

#include "procbench/base/facts.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Adds every fact of the list in src/sys/host_facts.c, each only where it can be read; those that
 * cannot are added to `missing`, with the reason, unless it is NULL. Takes a few milliseconds and
 * never sleeps. 0 or -ENOMEM. clock_open() comes first.
 */
int host_describe(struct facts *facts, struct facts *missing);

/*
 * Adds what only watching tells, for a fifth of a second: steal_now_pct. Otherwise as
 * host_describe.
 */
int host_watch(struct facts *facts, struct facts *missing);

/* The names of all those facts: true and the name of the index-th, or false behind the last. */
bool host_fact_name(size_t index, const char **name);

/* The time of one clock_now_ns(), in nanoseconds: the least mean of several short loops. */
double host_clock_read_ns(void);

/* Whether the bare counter ticks evenly and alike on all CPUs, by the kernel's own judgement. */
bool host_counter_trusted(void);

/* Memory that can be had without swapping, in bytes; UINT64_MAX where unknown. */
uint64_t host_available_bytes(void);

/* The load of the last minute; NAN where unknown. */
double host_load(void);

/* Whether this build carries sanitizers: its times mean nothing. */
bool host_sanitized(void);

#endif
