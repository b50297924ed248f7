/* words: strings that are stored once, found by hashing, with indexes from 0. Start from {0}. */
#ifndef PROCBENCH_BASE_WORDS_H
#define PROCBENCH_BASE_WORDS_H

#include <stddef.h>
#include <stdint.h>

#define WORDS_NUMBERS 8

struct words {
	char **items; /* owned */
	size_t count;
	size_t *slots; /* hash table of index + 1 */
	size_t slot_count;
	uint64_t last[WORDS_NUMBERS]; /* the tuple that was looked up last .. */
	size_t last_count;            /* 0: none */
	long last_index;
};

/* The index of the word, which is added if it is new; -ENOMEM. */
long words_add(struct words *words, const char *word);

/* The same for a tuple of at most WORDS_NUMBERS numbers. */
long words_add_numbers(struct words *words, const uint64_t *numbers, size_t count);

/* The index of the word, or -ENOENT. */
long words_find(const struct words *words, const char *word);

void words_free(struct words *words);

#endif
