/* observation: grows by creations and processes; each creation belongs to a site. */
#include "procbench/observe/observation.h"

#include "observe_sites.h"

#include <stdlib.h>
#include <string.h>

const char *observation_word(struct observation *observation, const char *string)
{
	long index = string ? words_add(&observation->words, string) : -1;

	if (!string)
		return NULL;
	if (index >= 0)
		return observation->words.items[index];
	observation->failed = true;
	return "";
}

void observation_add_creation(struct observation *observation, struct observe_creation *creation)
{
	observe_sites_add(observation, creation);
	observation->creation_count++;
	if (observation->without_lists) {
		observe_creation_free(creation);
	} else if (observation->creations.count >= OBSERVE_LISTED_MAX) {
		observation->losses.creations_unlisted++;
		observe_creation_free(creation);
	} else if (!observe_append((void **)&observation->creations.items,
				   &observation->creations.count, sizeof(*creation), creation)) {
		observation->failed = true;
		observe_creation_free(creation);
	}
	*creation = (struct observe_creation){0};
}

void observation_add_process(struct observation *observation, const struct observe_process *process)
{
	observation->process_count++;
	if (observation->without_lists)
		return;
	if (observation->processes.count >= OBSERVE_LISTED_MAX)
		observation->losses.processes_unlisted++;
	else if (!observe_append((void **)&observation->processes.items,
				 &observation->processes.count, sizeof(*process), process))
		observation->failed = true;
}

/* Numbers are the first member of both structs. */
static int compare_numbers(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

int observation_finish(struct observation *observation, struct error *error)
{
	if (observation->failed)
		return error_no_memory(error);
	if (observation->creations.count > 0)
		qsort(observation->creations.items, observation->creations.count,
		      sizeof(*observation->creations.items), compare_numbers);
	if (observation->processes.count > 0)
		qsort(observation->processes.items, observation->processes.count,
		      sizeof(*observation->processes.items), compare_numbers);
	if (observation->sites.count > 0 && !observe_sites_sort(observation))
		return error_no_memory(error);
	return 0;
}

const struct observe_process *observation_process(const struct observation *observation,
						  uint64_t number)
{
	if (observation->processes.count == 0)
		return NULL;
	return bsearch(&number, observation->processes.items, observation->processes.count,
		       sizeof(*observation->processes.items), compare_numbers);
}

const struct observe_creation *observation_creation(const struct observation *observation,
						    uint64_t number)
{
	if (observation->creations.count == 0)
		return NULL;
	return bsearch(&number, observation->creations.items, observation->creations.count,
		       sizeof(*observation->creations.items), compare_numbers);
}

void observe_creation_free(struct observe_creation *creation)
{
	free(creation->calls.items);
	free(creation->execs.items);
}

void observation_free(struct observation *observation)
{
	for (size_t i = 0; i < observation->creations.count; i++)
		observe_creation_free(&observation->creations.items[i]);
	for (size_t i = 0; i < observation->sites.count; i++)
		free(observation->sites.items[i].calls.items);
	free(observation->creations.items);
	free(observation->processes.items);
	free(observation->sites.items);
	free(observation->version);
	free(observation->date);
	facts_free(&observation->host);
	text_list_free(&observation->warnings);
	words_free(&observation->words);
	words_free(&observation->site_keys);
	words_free(&observation->callers);
	*observation = (struct observation){0};
}
