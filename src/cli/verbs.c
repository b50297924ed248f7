/* verbs: the one table of what procbench can be told to do. */
#include "verbs.h"

#include "options.h"

#include <errno.h>
#include <string.h>

const struct verb verb_table[] = {
	{NULL, "CASE... [options] [-- COMMAND ARG...]", "measure these cases, interleaved",
	 verb_measure, VERB_MEASURE},
	{"duel", "duel CASE_A CASE_B [options]", "does B cost more than A? three answers",
	 verb_duel, VERB_DUEL},
	{"list", "list", "methods, child work, shapes, flags and formats; what works here",
	 verb_list, VERB_LIST},
	{"doctor", "doctor", "what on this machine disturbs a measurement, and what to do about it",
	 verb_doctor, VERB_DOCTOR},
	{"claims", "claims [NAME...]",
	 "what the textbook says of fork, vfork, exec and clone, tried here", verb_claims,
	 VERB_CLAIMS},
	{"reproduce", "reproduce [NAME...|all]",
	 "published results, measured again here; without a name: which there are", verb_reproduce,
	 VERB_REPRODUCE},
	{"report", "report FILE...", "saved results in any format (- is standard input)",
	 verb_report, VERB_REPORT},
	{"compare", "compare OLD NEW | compare OLD... -- NEW...",
	 "does NEW cost more than OLD? of saved results, case by case", verb_compare, VERB_COMPARE},
};

const size_t verb_count = sizeof(verb_table) / sizeof(verb_table[0]);

const struct verb *verb_find(const struct config *config)
{
	for (size_t i = 0; i < verb_count; i++)
		if (verb_table[i].name && config->operand_count > 0 &&
		    strcmp(verb_table[i].name, config->operands[0]) == 0)
			return &verb_table[i];
	return &verb_table[0];
}

/* The name of the first verb of the set that has one. */
static const char *owner_of(enum verb_set set)
{
	for (size_t i = 0; i < verb_count; i++)
		if (verb_table[i].name && verb_table[i].set & set)
			return verb_table[i].name;
	return NULL;
}

static int refuse(const struct verb *verb, const char *option, enum verb_set takers,
		  struct error *error)
{
	const char *owner = owner_of(takers);

	if (verb->name)
		return error_set(error, EINVAL,
				 "'%s' takes no option '--%s' (see 'procbench --help')", verb->name,
				 option);
	return error_set(error, EINVAL, "option '--%s' is not one of measuring: say 'procbench %s'",
			 option, owner ? owner : "--help");
}

int verb_check(const struct verb *verb, const struct config *config, struct error *error)
{
	for (size_t i = 0; i < option_count; i++)
		if (config->given & UINT64_C(1) << i && !(option_table[i].verbs & verb->set))
			return refuse(verb, option_table[i].name, option_table[i].verbs, error);
	for (int key = 0; key < KEY_COUNT; key++)
		if (config->key_lists[key] && !(OPTION_KEY_VERBS & verb->set))
			return refuse(verb, keys_option((enum key)key).name, OPTION_KEY_VERBS,
				      error);
	return 0;
}
