/* machine: whether two results come from comparable machines. */
#include "procbench/result/machine.h"

#include <errno.h>
#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

/* The meaning of a missing fact. */
enum lack {
	LACK_UNKNOWN, /* every machine has it: the result does not know its machine */
	LACK_DIFFERS, /* from a result that has it */
	LACK_OLDER    /* an earlier version did not record it: it cannot be compared */
};

/* The fingerprint: facts that affect times more than typical regressions. */
static const struct trait {
	const char *fact;
	const char *words;
	enum lack lack;
	double tolerance; /* numbers that differ by so much are the same .. */
	double share;     /* .. or by this share of the larger one */
} traits[] = {
	{"machine", "architecture", LACK_UNKNOWN, 0, 0},
	{"cpu_model", "CPU model", LACK_UNKNOWN, 0, 0},
	{"kernel", "kernel", LACK_UNKNOWN, 0, 0},
	{"libc", "libc", LACK_UNKNOWN, 0, 0},
	{"hypervisor_name", "hypervisor", LACK_DIFFERS, 0, 0},
	{"emulator", "emulator", LACK_DIFFERS, 0, 0},
	{"mitigations", "mitigations", LACK_DIFFERS, 0, 0},
	{"huge_pages", "transparent huge pages", LACK_DIFFERS, 0, 0},
	{"clocksource", "clocksource", LACK_DIFFERS, 0, 0},
	{"sanitized", "sanitizers", LACK_DIFFERS, 0, 0},
	{"cpus", "CPUs", LACK_DIFFERS, 0, 0},
	{"smt", "SMT", LACK_DIFFERS, 0, 0},
	{"governor", "governor", LACK_DIFFERS, 0, 0},
	{"turbo", "turbo", LACK_DIFFERS, 0, 0},
	/* what the kernel keeps for itself differs from boot to boot */
	{"memory_bytes", "memory", LACK_DIFFERS, 0, 0.02},
	/* what procbench was started with */
	{"seccomp_filters", "seccomp filters", LACK_DIFFERS, 0, 0},
	{"traced", "traced", LACK_DIFFERS, 0, 0},
	{"rlimit_nofile", "limit of descriptors", LACK_DIFFERS, 0, 0},
	{"rlimit_stack_bytes", "limit of the stack", LACK_OLDER, 0, 0},
	{"nice", "nice value", LACK_OLDER, 0, 0},
	{"sched_policy", "scheduling policy", LACK_OLDER, 0, 0},
	{"cpus_allowed", "allowed CPUs", LACK_OLDER, 0, 0},
	{"mems_allowed", "allowed memory nodes", LACK_OLDER, 0, 0},
	{"umask", "umask", LACK_OLDER, 0, 0},
	{"loader_settings", "loader settings", LACK_OLDER, 0, 0},
	/* variables such as OLDPWD come and go */
	{"environment_bytes", "bytes of environment", LACK_OLDER, 4096, 0},
};

#define TRAIT_COUNT (sizeof(traits) / sizeof(traits[0]))

static bool differs(const struct trait *trait, const char *old_value, const char *new_value)
{
	double old_number, new_number, tolerance;

	if (!old_value || !new_value)
		return trait->lack == LACK_UNKNOWN ||
		       (trait->lack == LACK_DIFFERS && (old_value || new_value));
	if (trait->tolerance == 0 && trait->share == 0)
		return strcmp(old_value, new_value) != 0;
	old_number = strtod(old_value, NULL);
	new_number = strtod(new_value, NULL);
	tolerance = fmax(trait->tolerance, trait->share * fmax(old_number, new_number));
	return fabs(old_number - new_number) > tolerance;
}

static void add_value(struct text *text, const char *value)
{
	if (value)
		text_printf(text, "'%.60s'", value);
	else
		text_add(text, "unknown");
}

void machine_add_differences(struct text *out, const struct facts *old_host,
			     const struct facts *new_host)
{
	size_t begin = out->length;

	for (size_t i = 0; i < TRAIT_COUNT; i++) {
		const char *old_value = facts_get(old_host, traits[i].fact);
		const char *new_value = facts_get(new_host, traits[i].fact);

		if (!differs(&traits[i], old_value, new_value))
			continue;
		text_printf(out, "%s%s: ", out->length > begin ? "; " : "", traits[i].words);
		add_value(out, old_value);
		text_add(out, ", ");
		add_value(out, new_value);
	}
}

bool machine_is_same(const struct facts *old_host, const struct facts *new_host)
{
	for (size_t i = 0; i < TRAIT_COUNT; i++)
		if (differs(&traits[i], facts_get(old_host, traits[i].fact),
			    facts_get(new_host, traits[i].fact)))
			return false;
	return true;
}

int machine_same(const char *old_name, const struct facts *old_host, const char *new_name,
		 const struct facts *new_host, struct error *error)
{
	struct text what = {0};
	int status = 0;

	machine_add_differences(&what, old_host, new_host);
	if (what.length > 0 || what.failed)
		status = error_set(error, EXDEV,
				   "'%.60s' and '%.60s' may come from different machines (use "
				   "--across-machines to compare them anyway): %s",
				   old_name, new_name, text_string(&what));
	text_free(&what);
	return status;
}
