/* machine: whether two results come from machines whose times can be held against each other. */
#include "procbench/result/machine.h"

#include "procbench/base/text.h"

#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/* The fingerprint: what changes times by more than the changes that are looked for. */
static const struct trait {
	const char *fact;
	const char *words;
	bool needed; /* a machine has it, so that a result without it does not know its machine */
} traits[] = {
	{"machine", "architecture", true},
	{"cpu_model", "CPU model", true},
	{"kernel", "kernel", true},
	{"libc", "libc", true},
	{"hypervisor_name", "hypervisor", false},
	{"emulator", "emulator", false},
	{"mitigations", "mitigations", false},
	{"huge_pages", "transparent huge pages", false},
	{"clocksource", "clocksource", false},
	{"sanitized", "sanitizers", false},
};

#define TRAIT_COUNT (sizeof(traits) / sizeof(traits[0]))

static bool differs(const struct trait *trait, const char *old_value, const char *new_value)
{
	if (!old_value || !new_value)
		return old_value || new_value || trait->needed;
	return strcmp(old_value, new_value) != 0;
}

static void add_value(struct text *text, const char *value)
{
	if (value)
		text_printf(text, "'%.60s'", value);
	else
		text_add(text, "not known");
}

int machine_same(const char *old_name, const struct facts *old_host, const char *new_name,
		 const struct facts *new_host, struct error *error)
{
	struct text what = {0};
	int status = 0;

	for (size_t i = 0; i < TRAIT_COUNT; i++) {
		const char *old_value = facts_get(old_host, traits[i].fact);
		const char *new_value = facts_get(new_host, traits[i].fact);

		if (!differs(&traits[i], old_value, new_value))
			continue;
		text_printf(&what, "%s%s: ", what.length ? "; " : "", traits[i].words);
		add_value(&what, old_value);
		text_add(&what, ", ");
		add_value(&what, new_value);
	}
	if (what.length > 0 || what.failed)
		status = error_set(error, EXDEV,
				   "'%.60s' and '%.60s' are not known to be of one machine (say "
				   "--across-machines to compare all the same): %s",
				   old_name, new_name, text_string(&what));
	text_free(&what);
	return status;
}
