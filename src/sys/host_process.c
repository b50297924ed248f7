/* host_process: facts about the system and about this process. */
#define _GNU_SOURCE
#include "fact_collector.h"

#include "procbench/base/error.h"
#include "procbench/sys/cpus.h"
#include "procbench/sys/embedded.h"
#include "procbench/sys/host.h"
#include "procbench/sys/raw.h"

#include <errno.h>
#include <gnu/libc-version.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <sys/personality.h>
#include <sys/resource.h>
#include <sys/utsname.h>

void host_read_system(struct fact_collector *sheet, const struct host_source *source)
{
	struct utsname system;

	if (uname(&system) < 0)
		host_add_missing(sheet, source->name, "uname: %s", strerror(errno));
	else if (strcmp(source->detail, "nodename") == 0)
		host_add_text(sheet, source->name, system.nodename);
	else if (strcmp(source->detail, "release") == 0)
		host_add_text(sheet, source->name, system.release);
	else
		host_add_text(sheet, source->name, system.machine);
}

void host_read_cpus(struct fact_collector *sheet, const struct host_source *source)
{
	host_add_number(sheet, source->name, cpus_count());
}

void host_read_cpu(struct fact_collector *sheet, const struct host_source *source)
{
	host_add_number(sheet, source->name, sheet->cpu < 0 ? NAN : sheet->cpu);
}

void host_read_clock_cost(struct fact_collector *sheet, const struct host_source *source)
{
	host_add_number(sheet, source->name, host_clock_read_ns());
}

void host_read_counter_trust(struct fact_collector *sheet, const struct host_source *source)
{
	host_add_flag(sheet, source->name, host_counter_trusted());
}

void host_read_load(struct fact_collector *sheet, const struct host_source *source)
{
	host_add_number(sheet, source->name, host_load());
}

void host_read_sanitized(struct fact_collector *sheet, const struct host_source *source)
{
	host_add_flag(sheet, source->name, host_sanitized());
}

void host_read_libc(struct fact_collector *sheet, const struct host_source *source)
{
	char libc[64];

	snprintf(libc, sizeof(libc), "glibc %s", gnu_get_libc_version());
	host_add_text(sheet, source->name, libc);
}

/* glibc 2.35 and later; 0 where none is registered. */
extern const unsigned __rseq_size __attribute__((weak));

void host_read_rseq(struct fact_collector *sheet, const struct host_source *source)
{
	host_add_flag(sheet, source->name, &__rseq_size && __rseq_size > 0);
}

void host_read_personality(struct fact_collector *sheet, const struct host_source *source)
{
	int persona = personality(0xffffffff); /* queries without changing it */

	if (persona < 0)
		host_add_missing(sheet, source->name, "personality: %s", strerror(errno));
	else
		host_add_flag(sheet, source->name, persona & ADDR_NO_RANDOMIZE);
}

/* ---- system calls ---- */

static void add_call(struct fact_collector *sheet, const char *name, long result)
{
	char scratch[16], value[64];

	snprintf(value, sizeof(value), "no (%s)",
		 error_name((int)(result < 0 ? -result : 0), scratch));
	host_add_text(sheet, name, result < 0 ? value : "yes");
}

void host_read_clone3(struct fact_collector *sheet, const struct host_source *source)
{
	long result = sys_clone3_probe();

	add_call(sheet, source->name, result == -EINVAL ? 0 : result);
}

void host_read_pidfd(struct fact_collector *sheet, const struct host_source *source)
{
	long fd = sys_pidfd_open((pid_t)sys_getpid());

	add_call(sheet, source->name, fd);
	if (fd >= 0)
		sys_close((int)fd);
}

void host_read_memfd(struct fact_collector *sheet, const struct host_source *source)
{
	struct error why = {0};
	int fd = embedded_open(EMBEDDED_TINY, &why);

	add_call(sheet, source->name, fd);
	if (fd >= 0)
		sys_close(fd);
}

/* ---- limits ---- */

void host_read_rlimit(struct fact_collector *sheet, const struct host_source *source)
{
	static const struct {
		const char *name;
		int resource;
	} rows[] = {{"processes", RLIMIT_NPROC},
		    {"files", RLIMIT_NOFILE},
		    {"locked", RLIMIT_MEMLOCK},
		    {"stack", RLIMIT_STACK}};
	struct rlimit limit;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (strcmp(rows[i].name, source->detail) != 0)
			continue;
		if (getrlimit((__rlimit_resource_t)rows[i].resource, &limit) < 0)
			host_add_missing(sheet, source->name, "getrlimit: %s", strerror(errno));
		else if (limit.rlim_cur == RLIM_INFINITY)
			host_add_limit(sheet, source->name, INFINITY);
		else
			host_add_limit(sheet, source->name, (double)limit.rlim_cur);
	}
}
