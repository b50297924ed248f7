/*
 * check_rules: conditions on a fact.
 */
#ifndef PROCBENCH_DOCTOR_CHECK_RULES_H
#define PROCBENCH_DOCTOR_CHECK_RULES_H

#include "procbench/doctor/checks.h"

#include <stdbool.h>

struct rule;

/* Whether a rule holds for its fact; false where another fact that it needs is not known. */
typedef bool rule_holds(const struct rule *rule, const struct facts *facts,
			const struct fact *fact);

struct rule {
	rule_holds *holds;
	const char *words; /* of rules about words, separated by blanks */
	double bound;      /* of rules about numbers */
	enum check_verdict verdict;
	const char *why;
	const char *remedy;
};

rule_holds rule_is; /* one of the words */
rule_holds rule_is_not;
rule_holds rule_has; /* contains one of them */
rule_holds rule_above;
rule_holds rule_below;
rule_holds rule_above_per_cpu;   /* bound times the CPUs that may be used */
rule_holds rule_below_of_memory; /* bound times the memory of the machine */
rule_holds rule_swapped;         /* more than bound of the swap space is used */
rule_holds rule_not_isolated;    /* CPUs are isolated, and this is none of them */
rule_holds rule_older_kernel;    /* 5010: before 5.10 */

#endif
