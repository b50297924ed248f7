/*
 * host: facts about this machine that affect measurements.
 */
#ifndef PROCBENCH_SYS_HOST_H
#define PROCBENCH_SYS_HOST_H

#include "procbench/base/facts.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Adds all facts listed in src/sys/host_facts.c that can be read; the others are added to `missing`
 * with the reason, unless it is NULL. Takes a few milliseconds and never sleeps. Call clock_open()
 * first. 0 or -ENOMEM.
 */
int host_describe(struct facts *facts, struct facts *missing);

/*
 * Adds facts that require observation for 200 ms: steal_now_pct. Otherwise as host_describe.
 */
int host_watch(struct facts *facts, struct facts *missing);

/* The name of the fact at `index`; false beyond the last. */
bool host_fact_name(size_t index, const char **name);

/* The time of one clock_now_ns() in nanoseconds: the minimum of the means of short loops. */
double host_clock_read_ns(void);

/* Whether the kernel considers the raw counter constant and synchronized across CPUs. */
bool host_counter_trusted(void);

/* Memory available without swapping, in bytes; UINT64_MAX if unknown. */
uint64_t host_available_bytes(void);

/* The load average of the last minute; NAN if unknown. */
double host_load(void);

/* Whether this is a sanitizer build, whose times are meaningless. */
bool host_sanitized(void);

#endif
