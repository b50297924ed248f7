/*
 * fact_collector: collects facts about this machine and the reasons for missing ones.
 */
#ifndef PROCBENCH_SYS_FACT_COLLECTOR_H
#define PROCBENCH_SYS_FACT_COLLECTOR_H

#include "procbench/base/facts.h"

#include <stdbool.h>
#include <stddef.h>

struct fact_collector {
	struct facts *facts;
	struct facts *missing; /* reasons, or NULL if not wanted */
	int cpu;               /* CPU to measure on, or -1 */
	int status;            /* -ENOMEM once memory ran out */
};

struct host_source;

/* Adds the fact of a source, or the reason why it is missing. */
typedef void host_read(struct fact_collector *sheet, const struct host_source *source);

/* A row of the list of facts. */
struct host_source {
	const char *name;   /* name of the fact, including its unit */
	const char *path;   /* file, with "cpuN" for the CPU to measure on; or NULL */
	const char *detail; /* field of that file, or other argument of the reader */
	host_read *read;
};

void host_add_text(struct fact_collector *sheet, const char *name, const char *value);
void host_add_number(struct fact_collector *sheet, const char *name, double number);
/* A number, or "unlimited" for INFINITY. */
void host_add_limit(struct fact_collector *sheet, const char *name, double limit);
void host_add_flag(struct fact_collector *sheet, const char *name, bool flag);
void host_add_missing(struct fact_collector *sheet, const char *name, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Adds the reason for a file that could not be read. */
void host_add_unread(struct fact_collector *sheet, const char *name, const char *path, int code);

/*
 * What is left below the limits of the own cgroup and its ancestors, in bytes or tasks; in the v2
 * directory `cgroup` unless NULL. INFINITY without a limit. Page cache counts as available, because
 * the kernel reclaims it.
 */
double host_cgroup_memory_left(const char *cgroup);
double host_cgroup_tasks_left(const char *cgroup);

/* Reads the first line of the source's file; on failure adds the reason and returns false. */
bool host_read_source_line(struct fact_collector *sheet, const struct host_source *source,
			   char *line, size_t size);

/* Read the source's file or its field `detail`, unchanged or converted. */
host_read host_read_text;
host_read host_read_names;
host_read host_read_number;
host_read host_read_switch;
host_read host_read_text_field;
host_read host_read_number_field;
host_read host_read_kibibytes_field;
host_read host_read_flag_field;
host_read host_read_seccomp;

/* The system, the process and its limits. */
host_read host_read_system;
host_read host_read_cpus;
host_read host_read_cpu;
host_read host_read_clock_cost;
host_read host_read_counter_trust;
host_read host_read_load;
host_read host_read_sanitized;
host_read host_read_libc;
host_read host_read_rseq;
host_read host_read_personality;
host_read host_read_clone3;
host_read host_read_pidfd;
host_read host_read_memfd;
host_read host_read_rlimit;

/* What procbench was started with. */
host_read host_read_nice;
host_read host_read_policy;
host_read host_read_loader;
host_read host_read_environment;

/* The processor. */
host_read host_read_turbo;
host_read host_read_vulnerabilities;
host_read host_read_pti;
host_read host_read_steal;
host_read host_read_steal_now;
host_read host_read_hypervisor;
host_read host_read_hypervisor_name;
host_read host_read_cpuid;
host_read host_read_emulator;

/* The cgroup and the container. */
host_read host_read_cgroup_version;
host_read host_read_cgroup_limit;
host_read host_read_container;

#endif
