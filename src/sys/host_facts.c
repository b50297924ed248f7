/* host_facts: the one list of facts about this machine, and how each is read. */
#define _GNU_SOURCE
#include "procbench/sys/host.h"

#include "fact_collector.h"

#include "procbench/base/error.h"
#include "procbench/base/text.h"
#include "procbench/sys/cpus.h"
#include "procbench/sys/embedded.h"
#include "procbench/sys/host_text.h"
#include "procbench/sys/proc_text.h"
#include "procbench/sys/raw.h"

#include <dirent.h>
#include <errno.h>
#include <gnu/libc-version.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/personality.h>
#include <sys/utsname.h>
#include <time.h>

#define CPUS            "/sys/devices/system/cpu/"
#define VULNERABILITIES CPUS "vulnerabilities"
#define WATCH_NS        200000000

/* ---- files ---- */

/* The source's path, for the CPU to measure on. */
static void make_path(char *path, size_t size, const struct fact_collector *sheet,
		      const char *pattern)
{
	const char *place = strstr(pattern, "cpuN");

	if (place)
		snprintf(path, size, "%.*scpu%d%s", (int)(place - pattern), pattern,
			 sheet->cpu < 0 ? 0 : sheet->cpu, place + 4);
	else
		snprintf(path, size, "%s", pattern);
}

/* The first line of the source's file; false and the reason on the sheet. */
static bool read_line(struct fact_collector *sheet, const struct host_source *source, char *line,
		      size_t size)
{
	char path[128];
	int status;

	make_path(path, sizeof(path), sheet, source->path);
	status = proc_text_read_line(path, line, size);
	if (status < 0)
		host_add_unread(sheet, source->name, path, status);
	return status == 0;
}

static void read_text(struct fact_collector *sheet, const struct host_source *source)
{
	char line[256];

	if (read_line(sheet, source, line, sizeof(line)))
		host_add_text(sheet, source->name, line);
}

/* A list that may be empty: of CPUs, or of security modules. */
static void read_names(struct fact_collector *sheet, const struct host_source *source)
{
	char line[256];

	if (read_line(sheet, source, line, sizeof(line)))
		host_add_text(sheet, source->name,
			      *line && strcmp(line, "(null)") != 0 ? line : "none");
}

static void add_digits(struct fact_collector *sheet, const char *name, const char *digits)
{
	char *end;
	double number = strtod(digits, &end);

	if (end == digits)
		host_add_missing(sheet, name, "'%s' is not a number", digits);
	else
		host_add_number(sheet, name, number);
}

static void read_number(struct fact_collector *sheet, const struct host_source *source)
{
	char line[64];

	if (read_line(sheet, source, line, sizeof(line)))
		add_digits(sheet, source->name, line);
}

static void read_switch(struct fact_collector *sheet, const struct host_source *source)
{
	char line[64];

	if (read_line(sheet, source, line, sizeof(line)))
		host_add_text(sheet, source->name, strcmp(line, "0") == 0 ? "off" : "on");
}

/* The field `detail` of the source's file; false and the reason on the sheet. */
static bool read_field(struct fact_collector *sheet, const struct host_source *source, char *value,
		       size_t size)
{
	char text[8192];
	int status = proc_text_read(source->path, text, sizeof(text));

	if (status < 0)
		host_add_unread(sheet, source->name, source->path, status);
	else if (proc_text_copy_field(text, source->detail, value, size))
		return true;
	else
		host_add_missing(sheet, source->name, "%s has no line '%s'", source->path,
				 source->detail);
	return false;
}

static void read_text_field(struct fact_collector *sheet, const struct host_source *source)
{
	char value[256];

	if (read_field(sheet, source, value, sizeof(value)))
		host_add_text(sheet, source->name, value);
}

static void read_number_field(struct fact_collector *sheet, const struct host_source *source)
{
	char value[64];

	if (read_field(sheet, source, value, sizeof(value)))
		add_digits(sheet, source->name, value);
}

static void read_kibibytes_field(struct fact_collector *sheet, const struct host_source *source)
{
	char value[64];

	if (read_field(sheet, source, value, sizeof(value)))
		host_add_number(sheet, source->name, 1024 * strtod(value, NULL));
}

/* Anything but 0 is yes. */
static void read_flag_field(struct fact_collector *sheet, const struct host_source *source)
{
	char value[64];

	if (read_field(sheet, source, value, sizeof(value)))
		host_add_flag(sheet, source->name, strcmp(value, "0") != 0);
}

static void read_seccomp(struct fact_collector *sheet, const struct host_source *source)
{
	static const char *const modes[] = {"none", "strict", "filter"};
	char value[64];
	int mode;

	if (!read_field(sheet, source, value, sizeof(value)))
		return;
	mode = atoi(value);
	host_add_text(sheet, source->name, mode >= 0 && mode < 3 ? modes[mode] : value);
}

/* ---- the system, and this program ---- */

static void read_system(struct fact_collector *sheet, const struct host_source *source)
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

static void read_cpus(struct fact_collector *sheet, const struct host_source *source)
{
	host_add_number(sheet, source->name, cpus_count());
}

static void read_cpu(struct fact_collector *sheet, const struct host_source *source)
{
	host_add_number(sheet, source->name, sheet->cpu < 0 ? NAN : sheet->cpu);
}

static void read_clock_cost(struct fact_collector *sheet, const struct host_source *source)
{
	host_add_number(sheet, source->name, host_clock_read_ns());
}

static void read_counter_trust(struct fact_collector *sheet, const struct host_source *source)
{
	host_add_flag(sheet, source->name, host_counter_trusted());
}

static void read_load(struct fact_collector *sheet, const struct host_source *source)
{
	host_add_number(sheet, source->name, host_load());
}

static void read_sanitized(struct fact_collector *sheet, const struct host_source *source)
{
	host_add_flag(sheet, source->name, host_sanitized());
}

static void read_libc(struct fact_collector *sheet, const struct host_source *source)
{
	char libc[64];

	snprintf(libc, sizeof(libc), "glibc %s", gnu_get_libc_version());
	host_add_text(sheet, source->name, libc);
}

/* glibc 2.35 and later; 0 where none is registered. */
extern const unsigned __rseq_size __attribute__((weak));

static void read_rseq(struct fact_collector *sheet, const struct host_source *source)
{
	host_add_flag(sheet, source->name, &__rseq_size && __rseq_size > 0);
}

static void read_personality(struct fact_collector *sheet, const struct host_source *source)
{
	int persona = personality(0xffffffff); /* asks, and changes nothing */

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

static void read_clone3(struct fact_collector *sheet, const struct host_source *source)
{
	long result = sys_clone3_probe();

	add_call(sheet, source->name, result == -EINVAL ? 0 : result);
}

static void read_pidfd(struct fact_collector *sheet, const struct host_source *source)
{
	long fd = sys_pidfd_open((pid_t)sys_getpid());

	add_call(sheet, source->name, fd);
	if (fd >= 0)
		sys_close((int)fd);
}

static void read_memfd(struct fact_collector *sheet, const struct host_source *source)
{
	struct error why = {0};
	int fd = embedded_open(EMBEDDED_TINY, &why);

	add_call(sheet, source->name, fd);
	if (fd >= 0)
		sys_close(fd);
}

/* ---- the processor ---- */

static void read_turbo(struct fact_collector *sheet, const struct host_source *source)
{
	char line[64];

	if (proc_text_read_line(CPUS "intel_pstate/no_turbo", line, sizeof(line)) == 0)
		host_add_text(sheet, source->name, strcmp(line, "0") == 0 ? "on" : "off");
	else if (proc_text_read_line(CPUS "cpufreq/boost", line, sizeof(line)) == 0)
		host_add_text(sheet, source->name, strcmp(line, "0") == 0 ? "off" : "on");
	else
		host_add_missing(sheet, source->name,
				 "there is neither " CPUS "intel_pstate/no_turbo nor " CPUS
				 "cpufreq/boost");
}

/* Names of the vulnerabilities whose line begins with `detail`, joined by commas. */
static void read_vulnerabilities(struct fact_collector *sheet, const struct host_source *source)
{
	struct dirent **entries;
	struct text names = {0};
	int count = scandir(source->path, &entries, NULL, alphasort);

	if (count < 0) {
		host_add_unread(sheet, source->name, source->path, errno);
		return;
	}
	for (int i = 0; i < count; i++) {
		char path[512], line[256];

		snprintf(path, sizeof(path), "%s/%s", source->path, entries[i]->d_name);
		if (proc_text_read_line(path, line, sizeof(line)) == 0 &&
		    strncmp(line, source->detail, strlen(source->detail)) == 0)
			text_printf(&names, "%s%s", names.length ? "," : "", entries[i]->d_name);
		free(entries[i]);
	}
	free(entries);
	if (names.failed)
		sheet->status = -ENOMEM;
	host_add_text(sheet, source->name, names.length ? text_string(&names) : "none");
	text_free(&names);
}

/* Whether kernel and user have page tables of their own, which makes each system call dearer. */
static void read_pti(struct fact_collector *sheet, const struct host_source *source)
{
	char line[256];

	if (read_line(sheet, source, line, sizeof(line)))
		host_add_flag(sheet, source->name, strstr(line, "PTI") != NULL);
}

static void read_steal(struct fact_collector *sheet, const struct host_source *source)
{
	char line[256];

	if (read_line(sheet, source, line, sizeof(line)))
		host_add_number(sheet, source->name, host_text_steal_pct("", line));
}

static void read_steal_now(struct fact_collector *sheet, const struct host_source *source)
{
	static const struct timespec pause = {0, WATCH_NS};
	char earlier[256], later[256];

	if (!read_line(sheet, source, earlier, sizeof(earlier)))
		return;
	nanosleep(&pause, NULL);
	if (read_line(sheet, source, later, sizeof(later)))
		host_add_number(sheet, source->name, host_text_steal_pct(earlier, later));
}

/* ---- limits ---- */

static void read_rlimit(struct fact_collector *sheet, const struct host_source *source)
{
	static const struct {
		const char *name;
		int resource;
	} rows[] = {
		{"processes", RLIMIT_NPROC}, {"files", RLIMIT_NOFILE}, {"locked", RLIMIT_MEMLOCK}};
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

/* ---- the list ---- */

#define STATUS  "/proc/self/status"
#define MEMINFO "/proc/meminfo"
#define KERNEL  "/proc/sys/kernel/"
#define PAGES   "/sys/kernel/mm/transparent_hugepage/"

static const struct host_source sources[] = {
	{"hostname", NULL, "nodename", read_system},
	{"kernel", NULL, "release", read_system},
	{"machine", NULL, "machine", read_system},
	{"cpu_model", "/proc/cpuinfo", "model name", read_text_field},
	{"cpus", NULL, NULL, read_cpus},
	{"cpu", NULL, NULL, read_cpu},
	{"cpu_siblings", CPUS "cpuN/topology/thread_siblings_list", NULL, read_text},
	{"cpus_isolated", CPUS "isolated", NULL, read_names},
	{"cpus_nohz_full", CPUS "nohz_full", NULL, read_names},
	{"smt", CPUS "smt/active", NULL, read_switch},
	{"governor", CPUS "cpuN/cpufreq/scaling_governor", NULL, read_text},
	{"turbo", NULL, NULL, read_turbo},
	{"hypervisor", NULL, NULL, host_read_hypervisor},
	{"hypervisor_name", NULL, NULL, host_read_hypervisor_name},
	{"emulator", NULL, NULL, host_read_emulator},
	{"cpuid_ns", NULL, NULL, host_read_cpuid},
	{"steal_pct", "/proc/stat", NULL, read_steal},
	{"load", NULL, NULL, read_load},
	{"clocksource", "/sys/devices/system/clocksource/clocksource0/current_clocksource", NULL,
	 read_text},
	{"clock_read_ns", NULL, NULL, read_clock_cost},
	{"counter_trusted", NULL, NULL, read_counter_trust},
	{"memory_bytes", MEMINFO, "MemTotal", read_kibibytes_field},
	{"memory_available_bytes", MEMINFO, "MemAvailable", read_kibibytes_field},
	{"swap_bytes", MEMINFO, "SwapTotal", read_kibibytes_field},
	{"swap_free_bytes", MEMINFO, "SwapFree", read_kibibytes_field},
	{"huge_pages", PAGES "enabled", NULL, read_text},
	{"huge_pages_defrag", PAGES "khugepaged/defrag", NULL, read_switch},
	{"overcommit", "/proc/sys/vm/overcommit_memory", NULL, read_number},
	{"max_map_count", "/proc/sys/vm/max_map_count", NULL, read_number},
	{"aslr", KERNEL "randomize_va_space", NULL, read_text},
	{"aslr_switched_off", NULL, NULL, read_personality},
	{"pid_max", KERNEL "pid_max", NULL, read_number},
	{"threads_max", KERNEL "threads-max", NULL, read_number},
	{"clone3", NULL, NULL, read_clone3},
	{"pidfd_open", NULL, NULL, read_pidfd},
	{"memfd_exec", NULL, NULL, read_memfd},
	{"pti", VULNERABILITIES "/meltdown", NULL, read_pti},
	{"mitigations", VULNERABILITIES, "Mitigation", read_vulnerabilities},
	{"vulnerable", VULNERABILITIES, "Vulnerable", read_vulnerabilities},
	{"lsm", "/sys/kernel/security/lsm", NULL, read_names},
	{"seccomp", STATUS, "Seccomp", read_seccomp},
	{"seccomp_filters", STATUS, "Seccomp_filters", read_number_field},
	{"no_new_privs", STATUS, "NoNewPrivs", read_flag_field},
	{"traced", STATUS, "TracerPid", read_flag_field},
	{"ptrace_scope", KERNEL "yama/ptrace_scope", NULL, read_number},
	{"container", NULL, NULL, host_read_container},
	{"cgroup_version", NULL, NULL, host_read_cgroup_version},
	{"cgroup_cpu_quota_pct", NULL, "cpu cpu.cfs_quota_us cpu.max", host_read_cgroup_limit},
	{"cgroup_memory_max_bytes", NULL, "memory memory.limit_in_bytes memory.max",
	 host_read_cgroup_limit},
	{"cgroup_pids_max", NULL, "pids pids.max pids.max", host_read_cgroup_limit},
	{"rlimit_nproc", NULL, "processes", read_rlimit},
	{"rlimit_nofile", NULL, "files", read_rlimit},
	{"rlimit_memlock_bytes", NULL, "locked", read_rlimit},
	{"libc", NULL, NULL, read_libc},
	{"rseq", NULL, NULL, read_rseq},
	{"sanitized", NULL, NULL, read_sanitized},
};

/* Those that take time. */
static const struct host_source watched[] = {
	{"steal_now_pct", "/proc/stat", NULL, read_steal_now},
};

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

static int read_all(const struct host_source *rows, size_t count, struct facts *facts,
		    struct facts *missing)
{
	struct fact_collector sheet = {.facts = facts, .missing = missing, .cpu = cpus_choose()};

	for (size_t i = 0; i < count; i++)
		rows[i].read(&sheet, &rows[i]);
	return sheet.status;
}

int host_describe(struct facts *facts, struct facts *missing)
{
	return read_all(sources, LENGTH(sources), facts, missing);
}

int host_watch(struct facts *facts, struct facts *missing)
{
	return read_all(watched, LENGTH(watched), facts, missing);
}

bool host_fact_name(size_t index, const char **name)
{
	if (index >= LENGTH(sources) + LENGTH(watched))
		return false;
	*name = index < LENGTH(sources) ? sources[index].name
					: watched[index - LENGTH(sources)].name;
	return true;
}
