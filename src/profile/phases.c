/* phases: looking functions up in the list of phases. */
#include "procbench/profile/phases.h"

#include "phase_list.h"

#include <string.h>

#define ROW(name, functions) {name, functions},

static const struct {
	const char *name;
	const char *functions;
} phases[] = {PHASE_LIST(ROW)};

#define PHASE_COUNT (sizeof(phases) / sizeof(phases[0]))

size_t phases_count(void)
{
	return PHASE_COUNT;
}

const char *phases_name(size_t number)
{
	return number < PHASE_COUNT ? phases[number].name : PHASES_UNCLASSIFIED;
}

size_t phases_find(const char *name)
{
	for (size_t i = 0; name && i < PHASE_COUNT; i++)
		if (strcmp(phases[i].name, name) == 0)
			return i;
	return PHASE_COUNT;
}

void phases_sum(const struct result_profile *profile, double *instructions)
{
	for (size_t i = 0; i <= PHASE_COUNT; i++)
		instructions[i] = 0;
	for (size_t i = 0; i < profile->function_count; i++)
		instructions[phases_find(profile->functions[i].phase)] +=
			profile->functions[i].instructions;
}

/* How well a word of the list matches, 0: not. A whole name is better than any beginning. */
static size_t match(const char *word, size_t length, const char *function)
{
	if (word[length - 1] == '*')
		return strncmp(word, function, length - 1) == 0 ? length : 0;
	return strncmp(word, function, length) == 0 && !function[length] ? length + 1000 : 0;
}

static size_t best_match(const char *words, const char *function)
{
	size_t best = 0;

	while (*words) {
		size_t length = strcspn(words, " "), found = match(words, length, function);

		best = found > best ? found : best;
		words += length + (words[length] == ' ');
	}
	return best;
}

const char *phases_of_function(const char *function, bool is_user)
{
	const char *phase = NULL;
	size_t best = 0;

	if (is_user)
		return PHASE_USER;
	function += strspn(function, "_");
	for (size_t i = 0; i < PHASE_COUNT; i++) {
		size_t found = best_match(phases[i].functions, function);

		if (found > best) {
			best = found;
			phase = phases[i].name;
		}
	}
	return phase;
}
