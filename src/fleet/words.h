/* words: strings that are stored once and found by hashing. */
#ifndef PROCBENCH_SRC_FLEET_WORDS_H
#define PROCBENCH_SRC_FLEET_WORDS_H

#include "procbench/fleet/fleet.h"

/* The index of the word, which is added if it is new; -ENOMEM. */
long words_add(struct fleet_words *words, const char *word);

/* The index of the word, or -ENOENT. */
long words_find(const struct fleet_words *words, const char *word);

void words_free(struct fleet_words *words);

#endif
