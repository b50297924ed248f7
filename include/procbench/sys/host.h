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
 * Adds hostname, kernel, machine, cpu_model, cpus, memory_bytes, libc, clocksource,
 * counter_trusted, hypervisor, huge_pages, aslr, governor, load and sanitized, each only where it
 * can be read. 0 or -ENOMEM. clock_open() comes first.
 */
int host_describe(struct facts *facts);

/* The time of one clock_now_ns(), in nanoseconds: the least mean of several short loops. */
double host_clock_read_ns(void);

/* Whether the bare counter ticks evenly and alike on all CPUs, by the kernel's own judgement. */
bool host_counter_trusted(void);

/* Memory that can be had without swapping, in bytes; UINT64_MAX where it cannot be told. */
uint64_t host_available_bytes(void);

/* The load of the last minute; NAN where it cannot be told. */
double host_load(void);

/* Whether this build carries sanitizers: its times mean nothing. */
bool host_sanitized(void);

#endif
