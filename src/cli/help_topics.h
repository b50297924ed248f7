/*
 * help_topics: what `procbench help WORD` prints about a method, a key, an option, a flag, an
 * attribute, a format, a claim or a reproduction.
 */
#ifndef PROCBENCH_CLI_HELP_TOPICS_H
#define PROCBENCH_CLI_HELP_TOPICS_H

#include "procbench/base/text.h"

/*
 * Adds every entry of the tables of that name to `out`: a word such as "vfork" is a method and a
 * flag. Returns how many there are.
 */
size_t help_add_topics(struct text *out, const char *word);

/* The topic with the most similar name, or NULL. */
const char *help_nearest_topic(const char *word);

#endif
