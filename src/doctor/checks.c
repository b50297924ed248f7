/* checks: the one list of what distorts a measurement, and how each fact is judged. */
#include "procbench/doctor/checks.h"

#include "check_rules.h"

#include <math.h>

const char *const check_verdict_names[CHECK_COUNT] = {"ok", "note", "problem", "unknown"};

enum { RULES_MAX = 2 };

/* A fact is judged by the first of its rules that holds; if none holds, the fact is ok. */
struct check {
	const char *name; /* of the fact */
	const char *group;
	struct rule rules[RULES_MAX];
};

#define PROCESSOR "processor"
#define CLOCK     "clock"
#define MEMORY    "memory"
#define KERNEL    "kernel"
#define LIMITS    "limits"
#define INHERITED "inherited"
#define PROGRAM   "program"
#define STABILITY "stability"

#define CPUS       "/sys/devices/system/cpu/"
#define UNFILTERED "docker run --security-opt seccomp=unconfined ..."
#define SAME_LAYOUT                                                                             \
	"address space layout is not randomized: all launches share one layout, so confidence " \
	"intervals are too narrow"
#define REFUSED_CALL                                                                           \
	"the kernel is too old, or a seccomp filter refuses the call; cases that need it are " \
	"skipped"
#define NOT_DEDICATED   "use dedicated CPUs, or measure at another time"
#define FIND_THE_LOAD   "find the processes (top), and wait until they have ended"
#define SLOW_CLOCK      "reading the clock takes a system call, whose cost is part of every span"
#define CHANGE_CLOCK    "echo tsc > /sys/devices/system/clocksource/clocksource0/current_clocksource"
#define WITHOUT_A_LIMIT "run outside the cgroup, or use docker run without --cpus"

static const struct check checks[] = {
	{"cpus",
	 PROCESSOR,
	 {{rule_below, "", 2, CHECK_NOTE, "procbench, the parent and its children share one CPU",
	   "allow a second CPU: taskset -c 0-1 procbench ..."}}},
	{"cpu",
	 PROCESSOR,
	 {{rule_not_isolated, "", 0, CHECK_NOTE,
	   "isolated CPUs exist, but procbench would measure on another one",
	   "taskset -c $(cat " CPUS "isolated) procbench ..."}}},
	{"cpus_isolated", PROCESSOR, {{0}}},
	{"cpus_nohz_full", PROCESSOR, {{0}}},
	{"cpu_siblings",
	 PROCESSOR,
	 {{rule_has, ", -", 0, CHECK_NOTE,
	   "load on the other hardware thread of this core slows it down",
	   "echo off > " CPUS "smt/control"}}},
	{"smt", PROCESSOR, {{0}}},
	{"governor",
	 PROCESSOR,
	 {{rule_is_not, "performance userspace", 0, CHECK_PROBLEM,
	   "the CPU frequency follows the load", "cpupower frequency-set -g performance"}}},
	{"turbo",
	 PROCESSOR,
	 {{rule_is, "on", 0, CHECK_NOTE,
	   "the CPU frequency depends on temperature and on the load of other cores",
	   "echo 1 > " CPUS "intel_pstate/no_turbo, or echo 0 > " CPUS "cpufreq/boost"}}},
	{"hypervisor_name",
	 PROCESSOR,
	 {{rule_has, "emulated", 0, CHECK_PROBLEM, "every instruction is emulated",
	   "use hardware virtualization (qemu -accel kvm)"},
	  {rule_is_not, "none", 0, CHECK_NOTE,
	   "virtual machine (as reported by the hypervisor): nested page tables, exits and other "
	   "guests add overhead: compare ratios, not absolute times",
	   "measure on bare metal where absolute times matter"}}},
	{"emulator",
	 PROCESSOR,
	 {{rule_is_not, "none", 0, CHECK_PROBLEM,
	   "every instruction is emulated, and qemu-user turns vfork into fork",
	   "run a build for the native architecture"}}},
	{"cpuid_ns",
	 PROCESSOR,
	 {{rule_above, "", 500, CHECK_NOTE,
	   "CPUID traps to the hypervisor; a static glibc program executes about 75 of them before "
	   "main, which dominates the cost of executing it",
	   "compare with exec=tiny; a guest cannot avoid these traps"}}},
	{"steal_now_pct",
	 PROCESSOR,
	 {{rule_above, "", 1, CHECK_PROBLEM,
	   "steal time: the hypervisor runs other guests on these CPUs", NOT_DEDICATED}}},
	{"steal_pct",
	 PROCESSOR,
	 {{rule_above, "", 1, CHECK_NOTE,
	   "steal time since boot: the hypervisor has run other guests on these CPUs",
	   NOT_DEDICATED}}},
	{"load",
	 PROCESSOR,
	 {{rule_above_per_cpu, "", 1, CHECK_PROBLEM, "more tasks are running than there are CPUs",
	   FIND_THE_LOAD},
	  {rule_above_per_cpu, "", 0.25, CHECK_NOTE, "other load on this machine", FIND_THE_LOAD}}},

	{"clocksource",
	 CLOCK,
	 {{rule_is, "hpet acpi_pm jiffies refined-jiffies pit", 0, CHECK_PROBLEM, SLOW_CLOCK,
	   CHANGE_CLOCK}}},
	{"clock_read_ns",
	 CLOCK,
	 {{rule_above, "", 200, CHECK_PROBLEM, SLOW_CLOCK, CHANGE_CLOCK},
	  {rule_above, "", 60, CHECK_NOTE,
	   "reading the clock is slow, and its cost is part of every span", ""}}},
	{"counter_trusted",
	 CLOCK,
	 {{rule_is_not, "yes", 0, CHECK_NOTE,
	   "with --phases, children read the clock through the vDSO, which costs them page faults",
	   "check the probe effect that --phases reports"}}},

	{"memory_bytes", MEMORY, {{0}}},
	{"memory_available_bytes",
	 MEMORY,
	 {{rule_below_of_memory, "", 0.05, CHECK_PROBLEM,
	   "little memory is available: the kernel may reclaim pages during the run",
	   "stop the largest processes: ps aux --sort=-rss | head"}}},
	{"swap_free_bytes",
	 MEMORY,
	 {{rule_swapped, "", 0, CHECK_NOTE,
	   "swap is in use: pages of the parent may have to be read back from disk",
	   "swapoff -a"}}},
	{"huge_pages",
	 MEMORY,
	 {{rule_has, "[always]", 0, CHECK_NOTE,
	   "the kernel may use huge pages for memory that did not ask for them, such as the heap "
	   "of a target",
	   "echo madvise > /sys/kernel/mm/transparent_hugepage/enabled"}}},
	{"huge_pages_defrag", MEMORY, {{0}}},
	{"overcommit",
	 MEMORY,
	 {{rule_above, "", 1, CHECK_NOTE,
	   "strict overcommit: fork of a large parent may fail with ENOMEM, because all of its "
	   "writable memory counts",
	   "sysctl -w vm.overcommit_memory=0"}}},
	{"max_map_count",
	 MEMORY,
	 {{rule_below, "", 65530, CHECK_NOTE,
	   "lower than usual; limits vmas=", "sysctl -w vm.max_map_count=65530"}}},

	{"kernel",
	 KERNEL,
	 {{rule_older_kernel, "", 5010, CHECK_NOTE, "older than 5.10, the oldest supported kernel",
	   "run 'procbench list' to see what is unsupported"}}},
	{"aslr",
	 KERNEL,
	 {{rule_is, "0", 0, CHECK_PROBLEM, SAME_LAYOUT, "sysctl -w kernel.randomize_va_space=2"},
	  {rule_is, "1", 0, CHECK_NOTE,
	   "the heap is not randomized: it has the same address in all launches",
	   "sysctl -w kernel.randomize_va_space=2"}}},
	{"aslr_switched_off",
	 KERNEL,
	 {{rule_is, "yes", 0, CHECK_PROBLEM, SAME_LAYOUT,
	   "start procbench without setarch -R, and not in a debugger"}}},
	{"pid_max",
	 KERNEL,
	 {{rule_below, "", 4096, CHECK_NOTE, "few PIDs: fork may fail with EAGAIN",
	   "sysctl -w kernel.pid_max=32768"}}},
	{"threads_max",
	 KERNEL,
	 {{rule_below, "", 1024, CHECK_NOTE, "few tasks allowed: fork may fail with EAGAIN",
	   "sysctl -w kernel.threads-max=32768"}}},
	{"clone3", KERNEL, {{rule_is_not, "yes", 0, CHECK_NOTE, REFUSED_CALL, UNFILTERED}}},
	{"pidfd_open", KERNEL, {{rule_is_not, "yes", 0, CHECK_NOTE, REFUSED_CALL, UNFILTERED}}},
	{"memfd_exec",
	 KERNEL,
	 {{rule_is_not, "yes", 0, CHECK_NOTE, "needed by floor and exec=tiny",
	   "sysctl -w vm.memfd_noexec=0"}}},
	{"pti",
	 KERNEL,
	 {{rule_is, "yes", 0, CHECK_NOTE,
	   "page table isolation: system calls and page faults cost more",
	   "boot with pti=off to see how much (only on a machine without other users)"}}},
	{"mitigations", KERNEL, {{0}}},
	{"vulnerable", KERNEL, {{0}}},
	{"lsm",
	 KERNEL,
	 {{rule_has, "selinux apparmor smack tomoyo bpf", 0, CHECK_NOTE,
	   "security modules hook every fork, exec and open",
	   "compare only machines with the same modules"}}},
	{"seccomp",
	 KERNEL,
	 {{rule_is_not, "none", 0, CHECK_NOTE, "a seccomp filter runs at every system call",
	   UNFILTERED}}},
	{"seccomp_filters", KERNEL, {{0}}},
	{"no_new_privs",
	 KERNEL,
	 {{rule_is, "yes", 0, CHECK_NOTE, "set-user-ID targets gain no privileges", ""}}},
	{"traced",
	 KERNEL,
	 {{rule_is, "yes", 0, CHECK_PROBLEM,
	   "a tracer (strace, a debugger) stops procbench and its children",
	   "start procbench without the tracer"}}},
	{"ptrace_scope",
	 KERNEL,
	 {{rule_above, "", 2, CHECK_NOTE, "no process may use strace or procbench observe",
	   "set a lower kernel.yama.ptrace_scope in /etc/sysctl.d and reboot"},
	  {rule_above, "", 1, CHECK_NOTE, "only root may use strace or procbench observe",
	   "sysctl -w kernel.yama.ptrace_scope=1"}}},

	{"container",
	 LIMITS,
	 {{rule_is, "gvisor", 0, CHECK_PROBLEM,
	   "gVisor is not Linux: these are times of another kernel", "run the container with runc"},
	  {rule_is_not, "none", 0, CHECK_NOTE, "limits and seccomp filters of the container apply",
	   "compare with a run outside the container"}}},
	{"cgroup_version", LIMITS, {{0}}},
	{"cgroup_cpu_quota_pct",
	 LIMITS,
	 {{rule_below, "", 100, CHECK_PROBLEM,
	   "less than one CPU: the cgroup is throttled in every period", WITHOUT_A_LIMIT},
	  {rule_below, "", INFINITY, CHECK_NOTE,
	   "the cgroup is throttled once it has used up its quota", WITHOUT_A_LIMIT}}},
	{"cgroup_memory_max_bytes",
	 LIMITS,
	 {{rule_below_of_memory, "", 1, CHECK_NOTE, "shapes must fit into it",
	   "run outside the cgroup, or use docker run without --memory"}}},
	{"cgroup_pids_max",
	 LIMITS,
	 {{rule_below, "", 1000, CHECK_NOTE, "fork fails with EAGAIN at this limit",
	   "run outside the cgroup, or use docker run --pids-limit -1"}}},
	{"rlimit_nproc",
	 LIMITS,
	 {{rule_below, "", 1000, CHECK_NOTE,
	   "fork fails with EAGAIN at this limit (root is exempt)", "ulimit -u 4096"}}},
	{"rlimit_nofile",
	 LIMITS,
	 {{rule_below, "", 1024, CHECK_NOTE, "lower than usual; limits fds=", "ulimit -n 1024"}}},
	{"rlimit_memlock_bytes", LIMITS, {{0}}},
	{"rlimit_stack_bytes",
	 LIMITS,
	 {{rule_is, "unlimited", 0, CHECK_NOTE,
	   "an unlimited stack makes the kernel lay out mappings from the bottom up",
	   "ulimit -s 8192"}}},

	{"nice",
	 INHERITED,
	 {{rule_is_not, "0", 0, CHECK_NOTE,
	   "parents and children inherit this nice value unless nice= is set", "use --nice 0"}}},
	{"sched_policy",
	 INHERITED,
	 {{rule_is_not, "other", 0, CHECK_NOTE,
	   "parents and children inherit this scheduling policy unless sched= is set",
	   "use --sched other"}}},
	{"cpus_allowed", INHERITED, {{0}}},
	{"mems_allowed", INHERITED, {{0}}},
	{"umask", INHERITED, {{0}}},
	{"loader_settings",
	 INHERITED,
	 {{rule_has, "LD_PRELOAD= LD_AUDIT= LD_DEBUG= LD_PROFILE= preload=", 0, CHECK_PROBLEM,
	   "the loader of every dynamically linked target does additional work",
	   "unset these variables, as by env -u LD_PRELOAD procbench ..."},
	  {rule_is_not, "none", 0, CHECK_NOTE,
	   "these settings change how dynamically linked targets are loaded",
	   "unset these variables, as by env -u LD_LIBRARY_PATH procbench ..."}}},
	{"environment_bytes",
	 INHERITED,
	 {{rule_above, "", 65536, CHECK_NOTE, "every exec copies the environment",
	   "env -i PATH=\"$PATH\" procbench ..."}}},

	{"libc", PROGRAM, {{0}}},
	{"rseq",
	 PROGRAM,
	 {{rule_is, "yes", 0, CHECK_NOTE,
	   "libc registers rseq; after a fork, parent and child each take a page fault for it",
	   "compare with GLIBC_TUNABLES=glibc.pthread.rseq=0 procbench ..."}}},
	{"sanitized",
	 PROGRAM,
	 {{rule_is, "yes", 0, CHECK_PROBLEM, "built with sanitizers: times are meaningless",
	   "build without SANITIZE"}}},
};

const size_t check_count = sizeof(checks) / sizeof(checks[0]);

/* Of the facts that only a measurement has. */
static const struct check measured_checks[] = {
	{"create_cv_pct",
	 STABILITY,
	 {{rule_above, "", 2, CHECK_NOTE,
	   "the time of creating a process varies by this much (CV of medians over 0.1 s); medians "
	   "of runs will vary at least as much",
	   "compare x floor or ratios within one run, not absolute times"}}},
	{"ratio_cv_pct",
	 STABILITY,
	 {{rule_above, "", 8, CHECK_NOTE,
	   "even the ratio of two times measured in turn varies by this much",
	   "use more launches: --launches 40 --time 60s"}}},
	{"level_change_pct",
	 STABILITY,
	 {{rule_above, "", 0, CHECK_NOTE,
	   "the speed of this machine changed during these 3 s and stayed changed",
	   "compare within one run; repeat runs and compare groups of results"}}},
	{"runs",
	 STABILITY,
	 {{rule_is, "unstable", 0, CHECK_PROBLEM, "neither times nor ratios will repeat well",
	   FIND_THE_LOAD},
	  {rule_is, "ratios", 0, CHECK_NOTE,
	   "ratios (vs fork, x floor) will repeat, absolute times will not", NOT_DEDICATED}}},
};

const size_t check_measured_count = sizeof(measured_checks) / sizeof(measured_checks[0]);

struct finding check_judge(size_t index, const struct facts *facts, const struct facts *missing)
{
	const struct check *check =
		index < check_count ? &checks[index] : &measured_checks[index - check_count];
	struct finding finding = {.name = check->name, .group = check->group};
	const char *reason = facts_get(missing, check->name);

	finding.fact = facts_find(facts, check->name);
	finding.why = finding.remedy = "";
	if (!finding.fact) {
		finding.verdict = CHECK_UNKNOWN;
		finding.why = reason ? reason : "not known";
		return finding;
	}
	for (int i = 0; i < RULES_MAX && check->rules[i].holds; i++) {
		const struct rule *rule = &check->rules[i];

		if (!rule->holds(rule, facts, finding.fact))
			continue;
		finding.verdict = rule->verdict;
		finding.why = rule->why;
		finding.remedy = rule->remedy;
		break;
	}
	return finding;
}
