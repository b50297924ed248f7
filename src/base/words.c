/* words: strings that are stored once and found by hashing. */
#include "procbench/base/words.h"

#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define SLOTS_LEAST 64

/* FNV-1a. */
static size_t hash(const char *word)
{
	uint64_t sum = UINT64_C(14695981039346656037);

	for (; *word; word++)
		sum = (sum ^ (unsigned char)*word) * UINT64_C(1099511628211);
	return (size_t)sum;
}

/* The slot of the word, or the free one where it belongs. */
static size_t *slot_of(const struct words *words, const char *word)
{
	size_t at = hash(word) & (words->slot_count - 1);

	while (words->slots[at] && strcmp(words->items[words->slots[at] - 1], word) != 0)
		at = (at + 1) & (words->slot_count - 1);
	return &words->slots[at];
}

/* Keeps at least half of the slots free. */
static int grow(struct words *words)
{
	size_t count = words->slot_count ? 2 * words->slot_count : SLOTS_LEAST;
	char **items;
	size_t *slots;

	if (2 * (words->count + 1) <= words->slot_count)
		return 0;
	items = realloc(words->items, count / 2 * sizeof(*items));
	if (items)
		words->items = items;
	slots = items ? calloc(count, sizeof(*slots)) : NULL;
	if (!slots)
		return -ENOMEM;
	free(words->slots);
	words->slots = slots;
	words->slot_count = count;
	for (size_t i = 0; i < words->count; i++)
		*slot_of(words, words->items[i]) = i + 1;
	return 0;
}

long words_find(const struct words *words, const char *word)
{
	size_t found = words->slot_count ? *slot_of(words, word) : 0;

	return found ? (long)found - 1 : -ENOENT;
}

long words_add(struct words *words, const char *word)
{
	long found = words_find(words, word);

	if (found >= 0)
		return found;
	if (grow(words) < 0 || !(words->items[words->count] = strdup(word)))
		return -ENOMEM;
	*slot_of(words, word) = ++words->count;
	return (long)words->count - 1;
}

static bool is_last(const struct words *words, const uint64_t *numbers, size_t count)
{
	return count > 0 && words->last_count == count &&
	       memcmp(words->last, numbers, count * sizeof(*numbers)) == 0;
}

/* Without printf, which would dominate the cost of a lookup at each event; most repeat the last. */
long words_add_numbers(struct words *words, const uint64_t *numbers, size_t count)
{
	char word[WORDS_NUMBERS * 17 + 1], *at = word;

	if (is_last(words, numbers, count))
		return words->last_index;
	for (size_t i = 0; i < count; i++) {
		uint64_t rest = numbers[i];

		for (; rest > 0; rest /= 16)
			*at++ = "0123456789abcdef"[rest % 16];
		*at++ = ' ';
	}
	*at = '\0';
	words->last_index = words_add(words, word);
	words->last_count = words->last_index < 0 ? 0 : count;
	memcpy(words->last, numbers, words->last_count * sizeof(*numbers));
	return words->last_index;
}

void words_free(struct words *words)
{
	for (size_t i = 0; i < words->count; i++)
		free(words->items[i]);
	free(words->items);
	free(words->slots);
	*words = (struct words){0};
}
