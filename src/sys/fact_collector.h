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

/* A row of the one list of facts. */
struct host_source {
	const char *name;   /* of the fact, with its unit */
	const char *path;   /* the file, "cpuN" being the CPU to measure on; NULL: it is no file */
	const char *detail; /* the field of that file, or whatever else the reader needs */
	void (*read)(struct fact_collector *sheet, const struct host_source *source);
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

/* The readers that have files of their own. */
void host_read_hypervisor(struct fact_collector *sheet, const struct host_source *source);
void host_read_hypervisor_name(struct fact_collector *sheet, const struct host_source *source);
void host_read_cpuid(struct fact_collector *sheet, const struct host_source *source);
void host_read_emulator(struct fact_collector *sheet, const struct host_source *source);
void host_read_cgroup_version(struct fact_collector *sheet, const struct host_source *source);
void host_read_cgroup_limit(struct fact_collector *sheet, const struct host_source *source);
void host_read_container(struct fact_collector *sheet, const struct host_source *source);

#endif
