/* test_checks: from facts to verdicts; and that every fact is judged, every check can be. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "procbench/doctor/checks.h"
#include "procbench/sys/clock.h"
#include "procbench/sys/host.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

static const struct facts nothing;

static size_t index_of(const char *name)
{
	for (size_t i = 0; i < check_count; i++)
		if (strcmp(check_judge(i, &nothing, &nothing).name, name) == 0)
			return i;
	fail_msg("there is no check '%s'", name);
	return 0;
}

/* A number where the whole value is one. */
static void add(struct facts *facts, const char *name, const char *value)
{
	char *end;
	double number = strtod(value, &end);
	/* these are texts that look like numbers */
	bool text = strcmp(name, "aslr") == 0 || strcmp(name, "cpu_siblings") == 0;

	if (end != value && *end == '\0' && !text)
		assert_int_equal(facts_add_number(facts, name, number), 0);
	else
		assert_int_equal(facts_add(facts, name, value), 0);
}

/* Two CPUs and 16 GiB, 4 GiB of swap space, no CPU isolated, unless the row differs. */
struct row {
	const char *name, *value;
	enum check_verdict verdict;
	const char *other, *other_value;
};

static const struct row rows[] = {
	{"cpus", "1", CHECK_NOTE, NULL, NULL},
	{"cpus", "2", CHECK_OK, NULL, NULL},
	{"cpu", "1", CHECK_OK, NULL, NULL},
	{"cpu", "1", CHECK_OK, "cpus_isolated", "none"},
	{"cpu", "1", CHECK_NOTE, "cpus_isolated", "2-3"},
	{"cpu", "3", CHECK_OK, "cpus_isolated", "2-3"},
	{"cpu", "7", CHECK_OK, "cpus_isolated", "2-3,7"},
	{"cpu", "6", CHECK_NOTE, "cpus_isolated", "2-3,7,12-15"},
	{"cpu_siblings", "1", CHECK_OK, NULL, NULL},
	{"cpu_siblings", "0-1", CHECK_NOTE, NULL, NULL},
	{"cpu_siblings", "3,19", CHECK_NOTE, NULL, NULL},
	{"governor", "performance", CHECK_OK, NULL, NULL},
	{"governor", "powersave", CHECK_PROBLEM, NULL, NULL},
	{"governor", "schedutil", CHECK_PROBLEM, NULL, NULL},
	{"turbo", "on", CHECK_NOTE, NULL, NULL},
	{"turbo", "off", CHECK_OK, NULL, NULL},
	{"hypervisor_name", "none", CHECK_OK, NULL, NULL},
	{"hypervisor_name", "KVM", CHECK_NOTE, NULL, NULL},
	{"hypervisor_name", "QEMU, emulated", CHECK_PROBLEM, NULL, NULL},
	{"emulator", "none", CHECK_OK, NULL, NULL},
	{"emulator", "qemu-aarch64", CHECK_PROBLEM, NULL, NULL},
	{"cpuid_ns", "60", CHECK_OK, NULL, NULL},
	{"cpuid_ns", "6100", CHECK_NOTE, NULL, NULL},
	{"steal_now_pct", "0.5", CHECK_OK, NULL, NULL},
	{"steal_now_pct", "1.5", CHECK_PROBLEM, NULL, NULL},
	{"steal_pct", "1.5", CHECK_NOTE, NULL, NULL},
	{"load", "0.49", CHECK_OK, NULL, NULL},
	{"load", "0.51", CHECK_NOTE, NULL, NULL},
	{"load", "2", CHECK_NOTE, NULL, NULL},
	{"load", "2.01", CHECK_PROBLEM, NULL, NULL},
	{"clocksource", "tsc", CHECK_OK, NULL, NULL},
	{"clocksource", "kvm-clock", CHECK_OK, NULL, NULL},
	{"clocksource", "arch_sys_counter", CHECK_OK, NULL, NULL},
	{"clocksource", "hpet", CHECK_PROBLEM, NULL, NULL},
	{"clocksource", "acpi_pm", CHECK_PROBLEM, NULL, NULL},
	{"clock_read_ns", "17.25", CHECK_OK, NULL, NULL},
	{"clock_read_ns", "90", CHECK_NOTE, NULL, NULL},
	{"clock_read_ns", "1500", CHECK_PROBLEM, NULL, NULL},
	{"counter_trusted", "yes", CHECK_OK, NULL, NULL},
	{"counter_trusted", "no", CHECK_NOTE, NULL, NULL},
	{"memory_available_bytes", "8589934592", CHECK_OK, NULL, NULL},
	{"memory_available_bytes", "858993459", CHECK_PROBLEM, NULL, NULL},
	{"swap_free_bytes", "4294967296", CHECK_OK, NULL, NULL},
	{"swap_free_bytes", "4294963200", CHECK_NOTE, NULL, NULL},
	{"huge_pages", "[always] madvise never", CHECK_NOTE, NULL, NULL},
	{"huge_pages", "always [madvise] never", CHECK_OK, NULL, NULL},
	{"overcommit", "0", CHECK_OK, NULL, NULL},
	{"overcommit", "1", CHECK_OK, NULL, NULL},
	{"overcommit", "2", CHECK_NOTE, NULL, NULL},
	{"max_map_count", "65530", CHECK_OK, NULL, NULL},
	{"max_map_count", "1000", CHECK_NOTE, NULL, NULL},
	{"kernel", "6.18.1", CHECK_OK, NULL, NULL},
	{"kernel", "5.10.0-28-amd64", CHECK_OK, NULL, NULL},
	{"kernel", "5.4.0-generic", CHECK_NOTE, NULL, NULL},
	{"kernel", "odd", CHECK_OK, NULL, NULL},
	{"aslr", "2", CHECK_OK, NULL, NULL},
	{"aslr", "1", CHECK_NOTE, NULL, NULL},
	{"aslr", "0", CHECK_PROBLEM, NULL, NULL},
	{"aslr_switched_off", "yes", CHECK_PROBLEM, NULL, NULL},
	{"pid_max", "32768", CHECK_OK, NULL, NULL},
	{"pid_max", "301", CHECK_NOTE, NULL, NULL},
	{"threads_max", "500", CHECK_NOTE, NULL, NULL},
	{"clone3", "yes", CHECK_OK, NULL, NULL},
	{"clone3", "no (ENOSYS)", CHECK_NOTE, NULL, NULL},
	{"pidfd_open", "no (EPERM)", CHECK_NOTE, NULL, NULL},
	{"memfd_exec", "no (EACCES)", CHECK_NOTE, NULL, NULL},
	{"pti", "yes", CHECK_NOTE, NULL, NULL},
	{"pti", "no", CHECK_OK, NULL, NULL},
	{"lsm", "capability,yama", CHECK_OK, NULL, NULL},
	{"lsm", "lockdown,capability,yama,apparmor", CHECK_NOTE, NULL, NULL},
	{"seccomp", "none", CHECK_OK, NULL, NULL},
	{"seccomp", "filter", CHECK_NOTE, NULL, NULL},
	{"no_new_privs", "yes", CHECK_NOTE, NULL, NULL},
	{"traced", "no", CHECK_OK, NULL, NULL},
	{"traced", "yes", CHECK_PROBLEM, NULL, NULL},
	{"ptrace_scope", "1", CHECK_OK, NULL, NULL},
	{"ptrace_scope", "2", CHECK_NOTE, NULL, NULL},
	{"ptrace_scope", "3", CHECK_NOTE, NULL, NULL},
	{"container", "none", CHECK_OK, NULL, NULL},
	{"container", "docker", CHECK_NOTE, NULL, NULL},
	{"container", "gvisor", CHECK_PROBLEM, NULL, NULL},
	{"cgroup_cpu_quota_pct", "unlimited", CHECK_OK, NULL, NULL},
	{"cgroup_cpu_quota_pct", "50", CHECK_PROBLEM, NULL, NULL},
	{"cgroup_cpu_quota_pct", "200", CHECK_NOTE, NULL, NULL},
	{"cgroup_memory_max_bytes", "unlimited", CHECK_OK, NULL, NULL},
	{"cgroup_memory_max_bytes", "536870912", CHECK_NOTE, NULL, NULL},
	{"cgroup_memory_max_bytes", "34359738368", CHECK_OK, NULL, NULL},
	{"cgroup_pids_max", "unlimited", CHECK_OK, NULL, NULL},
	{"cgroup_pids_max", "100", CHECK_NOTE, NULL, NULL},
	{"rlimit_nproc", "100", CHECK_NOTE, NULL, NULL},
	{"rlimit_nproc", "unlimited", CHECK_OK, NULL, NULL},
	{"rlimit_nofile", "1024", CHECK_OK, NULL, NULL},
	{"rlimit_nofile", "256", CHECK_NOTE, NULL, NULL},
	{"rlimit_stack_bytes", "8388608", CHECK_OK, NULL, NULL},
	{"rlimit_stack_bytes", "unlimited", CHECK_NOTE, NULL, NULL},
	{"nice", "0", CHECK_OK, NULL, NULL},
	{"nice", "5", CHECK_NOTE, NULL, NULL},
	{"sched_policy", "other", CHECK_OK, NULL, NULL},
	{"sched_policy", "batch", CHECK_NOTE, NULL, NULL},
	{"loader_settings", "none", CHECK_OK, NULL, NULL},
	{"loader_settings", "LD_BIND_NOW=1 LD_PRELOAD=/x.so", CHECK_PROBLEM, NULL, NULL},
	{"loader_settings", "/etc/ld.so.preload=/x.so", CHECK_PROBLEM, NULL, NULL},
	{"loader_settings", "LD_LIBRARY_PATH=/opt/lib", CHECK_NOTE, NULL, NULL},
	{"environment_bytes", "3000", CHECK_OK, NULL, NULL},
	{"environment_bytes", "100000", CHECK_NOTE, NULL, NULL},
	{"rseq", "yes", CHECK_NOTE, NULL, NULL},
	{"rseq", "no", CHECK_OK, NULL, NULL},
	{"sanitized", "yes", CHECK_PROBLEM, NULL, NULL},
	{"sanitized", "no", CHECK_OK, NULL, NULL},
};

static void facts_have_verdicts(void **state)
{
	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct facts facts = {0};
		struct finding finding;

		if (rows[i].other)
			add(&facts, rows[i].other, rows[i].other_value);
		add(&facts, rows[i].name, rows[i].value);
		add(&facts, "cpus", "2");
		add(&facts, "memory_bytes", "17179869184");
		add(&facts, "swap_bytes", "4294967296");
		finding = check_judge(index_of(rows[i].name), &facts, &nothing);
		if (finding.verdict != rows[i].verdict)
			fail_msg("%s = '%s': %s, expected %s", rows[i].name, rows[i].value,
				 check_verdict_names[finding.verdict],
				 check_verdict_names[rows[i].verdict]);
		assert_string_equal(finding.fact->value,
				    facts_get(&facts, rows[i].name)); /* and not another one */
		assert_int_equal(*finding.why == '\0', finding.verdict == CHECK_OK);
		facts_free(&facts);
	}
}

/* The kernel never lowers a ptrace_scope of 3, so sysctl does not help there. */
static void remedies_for_ptrace_scope_help(void **state)
{
	(void)state;
	for (char scope[] = "2"; scope[0] <= '3'; scope[0]++) {
		struct facts facts = {0};
		struct finding finding;

		add(&facts, "ptrace_scope", scope);
		finding = check_judge(index_of("ptrace_scope"), &facts, &nothing);
		assert_non_null(strstr(finding.remedy, scope[0] == '3' ? "reboot" : "sysctl -w"));
		facts_free(&facts);
	}
}

/* A rule about two facts does not hold where the second is not known. */
static void half_known_facts_are_well(void **state)
{
	static const char *const names[] = {"load", "memory_available_bytes", "swap_free_bytes",
					    "cgroup_memory_max_bytes", "cpu"};

	(void)state;
	for (size_t i = 0; i < LENGTH(names); i++) {
		struct facts facts = {0};

		add(&facts, names[i], "1");
		assert_int_equal(check_judge(index_of(names[i]), &facts, &nothing).verdict,
				 CHECK_OK);
		facts_free(&facts);
	}
}

static void what_is_missing_has_its_reason(void **state)
{
	struct facts missing = {0};
	struct finding finding;

	(void)state;
	add(&missing, "governor", "there is no such file");
	finding = check_judge(index_of("governor"), &nothing, &missing);
	assert_int_equal(finding.verdict, CHECK_UNKNOWN);
	assert_null(finding.fact);
	assert_string_equal(finding.why, "there is no such file");
	assert_string_equal(finding.remedy, "");
	finding = check_judge(index_of("turbo"), &nothing, &missing);
	assert_int_equal(finding.verdict, CHECK_UNKNOWN);
	assert_string_not_equal(finding.why, "");
	facts_free(&missing);
}

/* ---- the two lists ---- */

static bool is_fact(const char *wanted)
{
	const char *name;

	for (size_t i = 0; host_fact_name(i, &name); i++)
		if (strcmp(name, wanted) == 0)
			return true;
	return false;
}

static bool is_checked(const char *name)
{
	/* what only names the machine, or is judged as part of another fact */
	static const char *const others[] = {"hostname", "machine", "cpu_model", "hypervisor",
					     "swap_bytes"};

	for (size_t i = 0; i < LENGTH(others); i++)
		if (strcmp(name, others[i]) == 0)
			return true;
	for (size_t i = 0; i < check_count; i++)
		if (strcmp(name, check_judge(i, &nothing, &nothing).name) == 0)
			return true;
	return false;
}

static void every_check_has_its_fact(void **state)
{
	const char *name;

	(void)state;
	for (size_t i = 0; i < check_count; i++) {
		name = check_judge(i, &nothing, &nothing).name;
		if (!is_fact(name))
			fail_msg("check '%s' is about no fact", name);
		assert_int_equal(index_of(name), i); /* once */
	}
	for (size_t i = 0; host_fact_name(i, &name); i++)
		if (!is_checked(name))
			fail_msg("fact '%s' has no check", name);
}

static void groups_stand_together(void **state)
{
	(void)state;
	for (size_t i = 1; i < check_count; i++) {
		const char *group = check_judge(i, &nothing, &nothing).group;

		if (strcmp(group, check_judge(i - 1, &nothing, &nothing).group) == 0)
			continue;
		for (size_t j = 0; j < i; j++)
			assert_string_not_equal(group, check_judge(j, &nothing, &nothing).group);
	}
}

/* ---- this machine ---- */

static size_t times_there(const struct facts *facts, const char *name)
{
	size_t count = 0;

	for (size_t i = 0; i < facts->count; i++)
		count += strcmp(facts->items[i].name, name) == 0;
	return count;
}

static void every_fact_is_read_or_has_a_reason(void **state)
{
	struct facts facts = {0}, missing = {0}, again = {0};
	const char *name;
	size_t count = 0;

	(void)state;
	clock_open(getauxval(AT_SYSINFO_EHDR));
	assert_int_equal(host_describe(&facts, &missing), 0);
	assert_int_equal(host_watch(&facts, &missing), 0);
	for (; host_fact_name(count, &name); count++)
		if (times_there(&facts, name) + times_there(&missing, name) != 1)
			fail_msg("'%s' is read %zu times and missing %zu times", name,
				 times_there(&facts, name), times_there(&missing, name));
	assert_int_equal(facts.count + missing.count, count);
	for (size_t i = 0; i < missing.count; i++)
		assert_string_not_equal(missing.items[i].value, "");
	/* whoever does not ask for reasons gets the same facts */
	assert_int_equal(host_describe(&again, NULL), 0);
	for (size_t i = 0; i < again.count; i++)
		assert_int_equal(times_there(&facts, again.items[i].name), 1);
	facts_free(&facts);
	facts_free(&missing);
	facts_free(&again);
}

/* What has a unit in its name is a number, or unlimited. */
static void units_stand_at_numbers(void **state)
{
	static const char *const units[] = {"_ns", "_bytes", "_pct", "_max", "cpus", "load"};
	struct facts facts = {0};

	(void)state;
	assert_int_equal(host_describe(&facts, NULL), 0);
	for (size_t i = 0; i < facts.count; i++) {
		const struct fact *fact = &facts.items[i];
		size_t length = strlen(fact->name);

		for (size_t u = 0; u < LENGTH(units); u++) {
			size_t unit = strlen(units[u]);

			if (length >= unit && strcmp(fact->name + length - unit, units[u]) == 0 &&
			    !fact->is_number && strcmp(fact->value, "unlimited") != 0)
				fail_msg("'%s' is '%s'", fact->name, fact->value);
		}
	}
	facts_free(&facts);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(facts_have_verdicts),
		cmocka_unit_test(remedies_for_ptrace_scope_help),
		cmocka_unit_test(half_known_facts_are_well),
		cmocka_unit_test(what_is_missing_has_its_reason),
		cmocka_unit_test(every_check_has_its_fact),
		cmocka_unit_test(groups_stand_together),
		cmocka_unit_test(every_fact_is_read_or_has_a_reason),
		cmocka_unit_test(units_stand_at_numbers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
