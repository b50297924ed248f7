/*
 * fact_collector: what is known of this machine while it is looked at, and what could not be found
 * out.
 */
#ifndef PROCBENCH_SYS_FACT_COLLECTOR_H
#define PROCBENCH_SYS_FACT_COLLECTOR_H

#include "procbench/base/facts.h"

#include <stdbool.h>
#include <stddef.h>

struct fact_collector {
	struct facts *facts;
	struct facts *missing; /* the reasons, or NULL where nobody asks */
	int cpu;               /* the one to measure on, or -1 */
	int status;            /* -ENOMEM once memory ran out */
};

struct host_source;

/* Adds the fact of a source, or the reason why it cannot be known. */
typedef void host_read(struct fact_collector *sheet, const struct host_source *source);

/* A row of the one list of facts. */
struct host_source {
	const char *name;   /* of the fact, with its unit */
	const char *path;   /* the file, "cpuN" being the CPU to measure on; NULL: it is no file */
	const char *detail; /* the field of that file, or whatever else the reader needs */
	host_read *read;
};

void host_add_text(struct fact_collector *sheet, const char *name, const char *value);
void host_add_number(struct fact_collector *sheet, const char *name, double number);
/* A number, or "unlimited" for INFINITY. */
void host_add_limit(struct fact_collector *sheet, const char *name, double limit);
void host_add_flag(struct fact_collector *sheet, const char *name, bool flag);
void host_add_missing(struct fact_collector *sheet, const char *name, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* The reason of a file that could not be read, by its errno. */
void host_add_unread(struct fact_collector *sheet, const char *name, const char *path, int code);

/*
 * What is left in the own cgroup and in all above it, in bytes and in processes and threads; of
 * version 2 in the folder `cgroup` where that is not NULL. INFINITY where there is no limit. Memory
 * counts as left where it holds files, for the kernel takes it back.
 */
double host_cgroup_memory_left(const char *cgroup);
double host_cgroup_tasks_left(const char *cgroup);

/* The first line of the source's file; false, and the reason is added. */
bool host_read_source_line(struct fact_collector *sheet, const struct host_source *source,
			   char *line, size_t size);

/* The source's file, or its field `detail`, as it is or converted. */
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

/* What the control group and the container allow. */
host_read host_read_cgroup_version;
host_read host_read_cgroup_limit;
host_read host_read_container;

#endif
