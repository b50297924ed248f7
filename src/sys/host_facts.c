/* host_facts: the list of facts about this machine. */
#include "procbench/sys/host.h"

#include "fact_collector.h"

#include "procbench/sys/cpus.h"

#define CPUS            "/sys/devices/system/cpu/"
#define VULNERABILITIES CPUS "vulnerabilities"

#define STATUS  "/proc/self/status"
#define MEMINFO "/proc/meminfo"
#define KERNEL  "/proc/sys/kernel/"
#define PAGES   "/sys/kernel/mm/transparent_hugepage/"

static const struct host_source sources[] = {
	{"hostname", NULL, "nodename", host_read_system},
	{"kernel", NULL, "release", host_read_system},
	{"machine", NULL, "machine", host_read_system},
	{"cpu_model", "/proc/cpuinfo", "model name", host_read_text_field},
	{"cpus", NULL, NULL, host_read_cpus},
	{"cpu", NULL, NULL, host_read_cpu},
	{"cpu_siblings", CPUS "cpuN/topology/thread_siblings_list", NULL, host_read_text},
	{"cpus_isolated", CPUS "isolated", NULL, host_read_names},
	{"cpus_nohz_full", CPUS "nohz_full", NULL, host_read_names},
	{"smt", CPUS "smt/active", NULL, host_read_switch},
	{"governor", CPUS "cpuN/cpufreq/scaling_governor", NULL, host_read_text},
	{"turbo", NULL, NULL, host_read_turbo},
	{"hypervisor", NULL, NULL, host_read_hypervisor},
	{"hypervisor_name", NULL, NULL, host_read_hypervisor_name},
	{"emulator", NULL, NULL, host_read_emulator},
	{"cpuid_ns", NULL, NULL, host_read_cpuid},
	{"steal_pct", "/proc/stat", NULL, host_read_steal},
	{"load", NULL, NULL, host_read_load},
	{"clocksource", "/sys/devices/system/clocksource/clocksource0/current_clocksource", NULL,
	 host_read_text},
	{"clock_read_ns", NULL, NULL, host_read_clock_cost},
	{"counter_trusted", NULL, NULL, host_read_counter_trust},
	{"memory_bytes", MEMINFO, "MemTotal", host_read_kibibytes_field},
	{"memory_available_bytes", MEMINFO, "MemAvailable", host_read_kibibytes_field},
	{"swap_bytes", MEMINFO, "SwapTotal", host_read_kibibytes_field},
	{"swap_free_bytes", MEMINFO, "SwapFree", host_read_kibibytes_field},
	{"huge_pages", PAGES "enabled", NULL, host_read_text},
	{"huge_pages_defrag", PAGES "khugepaged/defrag", NULL, host_read_switch},
	{"overcommit", "/proc/sys/vm/overcommit_memory", NULL, host_read_number},
	{"max_map_count", "/proc/sys/vm/max_map_count", NULL, host_read_number},
	{"aslr", KERNEL "randomize_va_space", NULL, host_read_text},
	{"aslr_switched_off", NULL, NULL, host_read_personality},
	{"pid_max", KERNEL "pid_max", NULL, host_read_number},
	{"threads_max", KERNEL "threads-max", NULL, host_read_number},
	{"clone3", NULL, NULL, host_read_clone3},
	{"pidfd_open", NULL, NULL, host_read_pidfd},
	{"memfd_exec", NULL, NULL, host_read_memfd},
	{"pti", VULNERABILITIES "/meltdown", NULL, host_read_pti},
	{"mitigations", VULNERABILITIES, "Mitigation", host_read_vulnerabilities},
	{"vulnerable", VULNERABILITIES, "Vulnerable", host_read_vulnerabilities},
	{"lsm", "/sys/kernel/security/lsm", NULL, host_read_names},
	{"seccomp", STATUS, "Seccomp", host_read_seccomp},
	{"seccomp_filters", STATUS, "Seccomp_filters", host_read_number_field},
	{"no_new_privs", STATUS, "NoNewPrivs", host_read_flag_field},
	{"traced", STATUS, "TracerPid", host_read_flag_field},
	{"ptrace_scope", KERNEL "yama/ptrace_scope", NULL, host_read_number},
	{"container", NULL, NULL, host_read_container},
	{"cgroup_version", NULL, NULL, host_read_cgroup_version},
	{"cgroup_cpu_quota_pct", NULL, "cpu cpu.cfs_quota_us cpu.max", host_read_cgroup_limit},
	{"cgroup_memory_max_bytes", NULL, "memory memory.limit_in_bytes memory.max",
	 host_read_cgroup_limit},
	{"cgroup_pids_max", NULL, "pids pids.max pids.max", host_read_cgroup_limit},
	{"rlimit_nproc", NULL, "processes", host_read_rlimit},
	{"rlimit_nofile", NULL, "files", host_read_rlimit},
	{"rlimit_memlock_bytes", NULL, "locked", host_read_rlimit},
	{"rlimit_stack_bytes", NULL, "stack", host_read_rlimit},
	{"nice", NULL, NULL, host_read_nice},
	{"sched_policy", NULL, NULL, host_read_policy},
	{"cpus_allowed", STATUS, "Cpus_allowed_list", host_read_text_field},
	{"mems_allowed", STATUS, "Mems_allowed_list", host_read_text_field},
	{"umask", STATUS, "Umask", host_read_text_field},
	{"loader_settings", NULL, NULL, host_read_loader},
	{"environment_bytes", NULL, NULL, host_read_environment},
	{"libc", NULL, NULL, host_read_libc},
	{"rseq", NULL, NULL, host_read_rseq},
	{"sanitized", NULL, NULL, host_read_sanitized},
};

/* Facts that take time to observe. */
static const struct host_source watched[] = {
	{"steal_now_pct", "/proc/stat", NULL, host_read_steal_now},
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
