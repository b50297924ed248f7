/* check_rules: conditions on a fact. */
#include "check_rules.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

bool rule_is(const struct rule *rule, const struct facts *facts, const struct fact *fact)
{
	(void)facts;
	return any_word(rule, fact->value, same);
}

bool rule_is_not(const struct rule *rule, const struct facts *facts, const struct fact *fact)
{
	return !rule_is(rule, facts, fact);
}

bool rule_has(const struct rule *rule, const struct facts *facts, const struct fact *fact)
{
	(void)facts;
	return any_word(rule, fact->value, contains);
}

bool rule_above(const struct rule *rule, const struct facts *facts, const struct fact *fact)
{
	(void)facts;
	return number_of(fact) > rule->bound;
}

bool rule_below(const struct rule *rule, const struct facts *facts, const struct fact *fact)
{
	(void)facts;
	return number_of(fact) < rule->bound;
}

/* Above `bound` for each CPU that may be used. */
bool rule_above_per_cpu(const struct rule *rule, const struct facts *facts, const struct fact *fact)
{
	return number_of(fact) > rule->bound * number_of(facts_find(facts, "cpus"));
}

/* Below that share of the machine's memory. */
bool rule_below_of_memory(const struct rule *rule, const struct facts *facts,
			  const struct fact *fact)
{
	return number_of(fact) < rule->bound * number_of(facts_find(facts, "memory_bytes"));
}

/* More than `bound` of the swap space is in use. */
bool rule_swapped(const struct rule *rule, const struct facts *facts, const struct fact *fact)
{
	return number_of(facts_find(facts, "swap_bytes")) - number_of(fact) > rule->bound;
}

/* There are isolated CPUs, in a list such as "2-3,7", and this one is none of them. */
bool rule_not_isolated(const struct rule *rule, const struct facts *facts, const struct fact *fact)
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
bool rule_older_kernel(const struct rule *rule, const struct facts *facts, const struct fact *fact)
{
	int major, minor;

	(void)facts;
	return sscanf(fact->value, "%d.%d", &major, &minor) == 2 &&
	       1000 * major + minor < rule->bound;
}
