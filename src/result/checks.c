/* checks: the one list of what disturbs a measurement, and how it is judged. */
#include "procbench/result/checks.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *const check_verdict_names[CHECK_COUNT] = {"ok", "note", "disturbs", "unknown"};

/* A fact is judged by the first of its check's rules that holds; where none does, all is well. */
struct rule {
	bool (*holds)(const struct rule *rule, const struct facts *facts, const struct fact *fact);
	const char *words; /* of rules about words, separated by blanks */
	double bound;      /* of rules about numbers */
	enum check_verdict verdict;
	const char *why;
	const char *remedy;
};

enum { RULES_MAX = 2 };

struct check {
	const char *name; /* of the fact */
	const char *group;
	struct rule rules[RULES_MAX];
};

/* ---- rules ---- */

/* NAN where it is no number. */
static double number_of(const struct fact *fact)
{
	return fact && fact->is_number ? strtod(fact->value, NULL) : NAN;
}

/* Whether any of the rule's words satisfies `fits`. */
static bool any_word(const struct rule *rule, const char *value,
		     bool (*fits)(const char *value, const char *word))
{
	const char *at = rule->words;

	while (*at) {
		char word[32];
		size_t length = strcspn(at, " ");

		snprintf(word, sizeof(word), "%.*s", (int)length, at);
		if (fits(value, word))
			return true;
		at += length + strspn(at + length, " ");
	}
	return false;
}

static bool same(const char *value, const char *word)
{
	return strcmp(value, word) == 0;
}

static bool contains(const char *value, const char *word)
{
	return strstr(value, word) != NULL;
}

static bool is(const struct rule *rule, const struct facts *facts, const struct fact *fact)
{
	(void)facts;
	return any_word(rule, fact->value, same);
}

static bool is_not(const struct rule *rule, const struct facts *facts, const struct fact *fact)
{
	return !is(rule, facts, fact);
}

static bool has(const struct rule *rule, const struct facts *facts, const struct fact *fact)
{
	(void)facts;
	return any_word(rule, fact->value, contains);
}

static bool above(const struct rule *rule, const struct facts *facts, const struct fact *fact)
{
	(void)facts;
	return number_of(fact) > rule->bound;
}

static bool below(const struct rule *rule, const struct facts *facts, const struct fact *fact)
{
	(void)facts;
	return number_of(fact) < rule->bound;
}

/* Above `bound` for each CPU that may be used. */
static bool above_per_cpu(const struct rule *rule, const struct facts *facts,
			  const struct fact *fact)
{
	return number_of(fact) > rule->bound * number_of(facts_find(facts, "cpus"));
}

/* Below that share of the machine's memory. */
static bool below_of_memory(const struct rule *rule, const struct facts *facts,
			    const struct fact *fact)
{
	return number_of(fact) < rule->bound * number_of(facts_find(facts, "memory_bytes"));
}

/* More than `bound` of the swap space is in use. */
static bool swapped(const struct rule *rule, const struct facts *facts, const struct fact *fact)
{
	return number_of(facts_find(facts, "swap_bytes")) - number_of(fact) > rule->bound;
}

/* There are isolated CPUs, in a list such as "2-3,7", and this one is none of them. */
static bool beside_isolated(const struct rule *rule, const struct facts *facts,
			    const struct fact *fact)
{
	const char *list = facts_get(facts, "cpus_isolated");
	long cpu = strtol(fact->value, NULL, 10);

	(void)rule;
	if (!list || strcmp(list, "none") == 0)
		return false;
	while (*list) {
		char *end;
		long first = strtol(list, &end, 10);
		long last = *end == '-' ? strtol(end + 1, &end, 10) : first;

		if (end == list || (first <= cpu && cpu <= last))
			return false;
		list = *end == ',' ? end + 1 : end;
	}
	return true;
}

/* "5.4.0-generic" is before 5.10. */
static bool older_kernel(const struct rule *rule, const struct facts *facts,
			 const struct fact *fact)
{
	int major, minor;

	(void)facts;
	return sscanf(fact->value, "%d.%d", &major, &minor) == 2 &&
	       1000 * major + minor < rule->bound;
}

/* ---- the list ---- */

#define PROCESSOR "processor"
#define CLOCK     "clock"
#define MEMORY    "memory"
#define KERNEL    "kernel"
#define LIMITS    "limits"
#define PROGRAM   "program"

#define CPUS        "/sys/devices/system/cpu/"
#define UNFILTERED  "docker run --security-opt seccomp=unconfined ..."
#define SAME_LAYOUT "all launches have one layout, so intervals from many launches are too narrow"
#define REFUSED_CALL \
	"the kernel is too old for it, or a filter refuses it: what needs it is skipped"
#define NOT_DEDICATED   "ask for dedicated CPUs, or measure at another time"
#define FIND_THE_LOAD   "see who it is (top), and wait until it has ended"
#define SLOW_CLOCK      "a clock read is a system call, and stands in every span"
#define CHANGE_CLOCK    "echo tsc > /sys/devices/system/clocksource/clocksource0/current_clocksource"
#define WITHOUT_A_LIMIT "start it outside of the group, or docker run without its --cpus"

static const struct check checks[] = {
	{"cpus",
	 PROCESSOR,
	 {{below, "", 2, CHECK_NOTE, "procbench, the parent and its children share one CPU",
	   "allow it another one: taskset -c 0-1 procbench ..."}}},
	{"cpu",
	 PROCESSOR,
	 {{beside_isolated, "", 0, CHECK_NOTE,
	   "CPUs are isolated, but procbench would measure on one that is not",
	   "taskset -c $(cat " CPUS "isolated) procbench ..."}}},
	{"cpus_isolated", PROCESSOR, {{0}}},
	{"cpus_nohz_full", PROCESSOR, {{0}}},
	{"cpu_siblings",
	 PROCESSOR,
	 {{has, ", -", 0, CHECK_NOTE, "what runs on the other thread of this core slows it",
	   "echo off > " CPUS "smt/control"}}},
	{"smt", PROCESSOR, {{0}}},
	{"governor",
	 PROCESSOR,
	 {{is_not, "performance userspace", 0, CHECK_DISTURBS,
	   "the CPU changes its frequency as load comes and goes",
	   "cpupower frequency-set -g performance"}}},
	{"turbo",
	 PROCESSOR,
	 {{is, "on", 0, CHECK_NOTE, "the frequency depends on heat and on the other cores",
	   "echo 1 > " CPUS "intel_pstate/no_turbo, or echo 0 > " CPUS "cpufreq/boost"}}},
	{"hypervisor_name",
	 PROCESSOR,
	 {{has, "emulated", 0, CHECK_DISTURBS, "each instruction is emulated",
	   "give the machine KVM (qemu -accel kvm)"},
	  {is_not, "none", 0, CHECK_NOTE,
	   "a virtual machine, of this name by its own account: page tables, traps and other "
	   "guests make it dearer, so ratios travel and absolute figures do not",
	   "measure on the hardware where absolute figures count"}}},
	{"emulator",
	 PROCESSOR,
	 {{is_not, "none", 0, CHECK_DISTURBS,
	   "each instruction is emulated, and qemu-user makes vfork a fork",
	   "run a build for this machine's own architecture"}}},
	{"cpuid_ns",
	 PROCESSOR,
	 {{above, "", 500, CHECK_NOTE,
	   "CPUID traps to the hypervisor, and a static glibc program executes about 75 of them "
	   "before main, so that executing one costs mostly that",
	   "measure exec=tiny beside it; a guest cannot change it"}}},
	{"steal_now_pct",
	 PROCESSOR,
	 {{above, "", 1, CHECK_DISTURBS, "the hypervisor gives this machine's time to others",
	   NOT_DEDICATED}}},
	{"steal_pct",
	 PROCESSOR,
	 {{above, "", 1, CHECK_NOTE,
	   "since its start, the hypervisor has given this machine's time to others",
	   NOT_DEDICATED}}},
	{"load",
	 PROCESSOR,
	 {{above_per_cpu, "", 1, CHECK_DISTURBS, "more is running than there are CPUs",
	   FIND_THE_LOAD},
	  {above_per_cpu, "", 0.25, CHECK_NOTE, "other work is running", FIND_THE_LOAD}}},

	{"clocksource",
	 CLOCK,
	 {{is, "hpet acpi_pm jiffies refined-jiffies pit", 0, CHECK_DISTURBS, SLOW_CLOCK,
	   CHANGE_CLOCK}}},
	{"clock_read_ns",
	 CLOCK,
	 {{above, "", 200, CHECK_DISTURBS, SLOW_CLOCK, CHANGE_CLOCK},
	  {above, "", 60, CHECK_NOTE, "a clock read is slow, and stands in every span", ""}}},
	{"counter_trusted",
	 CLOCK,
	 {{is_not, "yes", 0, CHECK_NOTE,
	   "with --phases children read the vDSO's clock, which costs them page faults",
	   "look at the probe effect that --phases reports"}}},

	{"memory_bytes", MEMORY, {{0}}},
	{"memory_available_bytes",
	 MEMORY,
	 {{below_of_memory, "", 0.05, CHECK_DISTURBS,
	   "memory is short: the kernel reclaims pages meanwhile",
	   "end what holds it: ps aux --sort=-rss | head"}}},
	{"swap_free_bytes",
	 MEMORY,
	 {{swapped, "", 0, CHECK_NOTE, "pages of a parent may have to come back from the disk",
	   "swapoff -a"}}},
	{"huge_pages",
	 MEMORY,
	 {{has, "[always]", 0, CHECK_NOTE,
	   "the kernel may back by huge pages what asks for none, such as a target's heap",
	   "echo madvise > /sys/kernel/mm/transparent_hugepage/enabled"}}},
	{"huge_pages_defrag", MEMORY, {{0}}},
	{"overcommit",
	 MEMORY,
	 {{above, "", 1, CHECK_NOTE,
	   "fork of a large parent may be refused (ENOMEM), for all that it could write counts",
	   "sysctl -w vm.overcommit_memory=0"}}},
	{"max_map_count",
	 MEMORY,
	 {{below, "", 65530, CHECK_NOTE, "it bounds vmas=, and is lower than usual",
	   "sysctl -w vm.max_map_count=65530"}}},

	{"kernel",
	 KERNEL,
	 {{older_kernel, "", 5010, CHECK_NOTE, "older than 5.10, for which procbench is made",
	   "see what 'procbench list' says of each method"}}},
	{"aslr",
	 KERNEL,
	 {{is, "0", 0, CHECK_DISTURBS, SAME_LAYOUT, "sysctl -w kernel.randomize_va_space=2"},
	  {is, "1", 0, CHECK_NOTE, "the heap stands at one place in all launches",
	   "sysctl -w kernel.randomize_va_space=2"}}},
	{"aslr_switched_off",
	 KERNEL,
	 {{is, "yes", 0, CHECK_DISTURBS, SAME_LAYOUT,
	   "start procbench without setarch -R and outside of a debugger"}}},
	{"pid_max",
	 KERNEL,
	 {{below, "", 4096, CHECK_NOTE, "pids are scarce: fork may fail with EAGAIN",
	   "sysctl -w kernel.pid_max=32768"}}},
	{"threads_max",
	 KERNEL,
	 {{below, "", 1024, CHECK_NOTE, "few tasks are allowed: fork may fail with EAGAIN",
	   "sysctl -w kernel.threads-max=32768"}}},
	{"clone3", KERNEL, {{is_not, "yes", 0, CHECK_NOTE, REFUSED_CALL, UNFILTERED}}},
	{"pidfd_open", KERNEL, {{is_not, "yes", 0, CHECK_NOTE, REFUSED_CALL, UNFILTERED}}},
	{"memfd_exec",
	 KERNEL,
	 {{is_not, "yes", 0, CHECK_NOTE, "floor and exec=tiny need it",
	   "sysctl -w vm.memfd_noexec=0"}}},
	{"pti",
	 KERNEL,
	 {{is, "yes", 0, CHECK_NOTE,
	   "kernel and program have page tables of their own: system calls and faults are dearer",
	   "boot with pti=off to see by how much, on a machine that you share with nobody"}}},
	{"mitigations", KERNEL, {{0}}},
	{"vulnerable", KERNEL, {{0}}},
	{"lsm",
	 KERNEL,
	 {{has, "selinux apparmor smack tomoyo bpf", 0, CHECK_NOTE,
	   "security modules run at each fork, exec and open",
	   "compare with machines that have the same ones"}}},
	{"seccomp",
	 KERNEL,
	 {{is_not, "none", 0, CHECK_NOTE, "a filter runs at each system call", UNFILTERED}}},
	{"seccomp_filters", KERNEL, {{0}}},
	{"no_new_privs",
	 KERNEL,
	 {{is, "yes", 0, CHECK_NOTE, "a set-user-ID target gets no rights by it", ""}}},
	{"traced",
	 KERNEL,
	 {{is, "yes", 0, CHECK_DISTURBS, "strace or a debugger stops what it follows",
	   "start procbench without it"}}},
	{"ptrace_scope",
	 KERNEL,
	 {{above, "", 1, CHECK_NOTE, "an ordinary user cannot look at what a method does (strace)",
	   "sysctl -w kernel.yama.ptrace_scope=1"}}},

	{"container",
	 LIMITS,
	 {{is, "gvisor", 0, CHECK_DISTURBS,
	   "gVisor is a kernel of its own: these are not the times of Linux",
	   "run the container with runc"},
	  {is_not, "none", 0, CHECK_NOTE, "limits and filters of the container hold",
	   "measure outside of it as well, and compare"}}},
	{"cgroup_version", LIMITS, {{0}}},
	{"cgroup_cpu_quota_pct",
	 LIMITS,
	 {{below, "", 100, CHECK_DISTURBS,
	   "less than one CPU: the kernel stops everything until the next period begins",
	   WITHOUT_A_LIMIT},
	  {below, "", INFINITY, CHECK_NOTE,
	   "once the group has used it up, the kernel stops everything for a while",
	   WITHOUT_A_LIMIT}}},
	{"cgroup_memory_max_bytes",
	 LIMITS,
	 {{below_of_memory, "", 1, CHECK_NOTE, "shapes have to fit into it",
	   "start it outside of the group, or docker run without its --memory"}}},
	{"cgroup_pids_max",
	 LIMITS,
	 {{below, "", 1000, CHECK_NOTE, "fork fails with EAGAIN beyond it",
	   "start it outside of the group, or docker run with --pids-limit -1"}}},
	{"rlimit_nproc",
	 LIMITS,
	 {{below, "", 1000, CHECK_NOTE, "fork fails with EAGAIN beyond it (root is exempt)",
	   "ulimit -u 4096"}}},
	{"rlimit_nofile",
	 LIMITS,
	 {{below, "", 1024, CHECK_NOTE, "it bounds fds=, and is lower than usual",
	   "ulimit -n 1024"}}},
	{"rlimit_memlock_bytes", LIMITS, {{0}}},

	{"libc", PROGRAM, {{0}}},
	{"rseq",
	 PROGRAM,
	 {{is, "yes", 0, CHECK_NOTE,
	   "libc registers rseq, as in all programs with it; parent and child each pay a page "
	   "fault for it after a fork",
	   "see how much: GLIBC_TUNABLES=glibc.pthread.rseq=0 procbench ..."}}},
	{"sanitized",
	 PROGRAM,
	 {{is, "yes", 0, CHECK_DISTURBS, "this build carries sanitizers: its times mean nothing",
	   "build without SANITIZE"}}},
};

const size_t check_count = sizeof(checks) / sizeof(checks[0]);

/* ---- judging ---- */

struct finding check_judge(size_t index, const struct facts *facts, const struct facts *missing)
{
	const struct check *check = &checks[index];
	struct finding finding = {.name = check->name, .group = check->group};
	const char *reason = facts_get(missing, check->name);

	finding.fact = facts_find(facts, check->name);
	finding.why = finding.remedy = "";
	if (!finding.fact) {
		finding.verdict = CHECK_UNKNOWN;
		finding.why = reason ? reason : "it is not known";
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
