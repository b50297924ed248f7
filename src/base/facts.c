/* facts: a list of named values in insertion order. */
#include "procbench/base/facts.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int facts_add(struct facts *facts, const char *name, const char *value)
{
	struct fact *items = realloc(facts->items, (facts->count + 1) * sizeof(*items));
	struct fact fact = {strdup(name), strdup(value), false};

	if (items)
		facts->items = items;
	if (!items || !fact.name || !fact.value) {
		free(fact.name);
		free(fact.value);
		return -ENOMEM;
	}
	items[facts->count++] = fact;
	return 0;
}

int facts_add_number(struct facts *facts, const char *name, double number)
{
	char text[400]; /* large enough for any double */
	int status;

	if (!isfinite(number))
		return 0;
	snprintf(text, sizeof(text), number == floor(number) ? "%.0f" : "%.2f", number);
	status = facts_add(facts, name, text);
	if (status == 0)
		facts->items[facts->count - 1].is_number = true;
	return status;
}

const struct fact *facts_find(const struct facts *facts, const char *name)
{
	for (size_t i = 0; i < facts->count; i++)
		if (strcmp(facts->items[i].name, name) == 0)
			return &facts->items[i];
	return NULL;
}

const char *facts_get(const struct facts *facts, const char *name)
{
	const struct fact *fact = facts_find(facts, name);

	return fact ? fact->value : NULL;
}

void facts_free(struct facts *facts)
{
	for (size_t i = 0; i < facts->count; i++) {
		free(facts->items[i].name);
		free(facts->items[i].value);
	}
	free(facts->items);
	*facts = (struct facts){0};
}
