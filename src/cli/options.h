/*
 * options: the one table of options. The parser and --help follow from it.
 */
#ifndef PROCBENCH_CLI_OPTIONS_H
#define PROCBENCH_CLI_OPTIONS_H

#include "config.h"
#include "verbs.h"

struct option_info {
	const char *name;
	char letter;       /* the short option, 0: none */
	const char *value; /* what its value is called; NULL: it takes none */
	const char
		*default_value; /* the default, as text, which is read like a value; NULL: none */
	const char *help;
	/* Takes a value (NULL for an option without one). */
	int (*take)(struct config *config, const char *value, struct error *error);
	enum verb_set verbs; /* which verbs take it; the others refuse it */
};

/* Which verbs take the options that are keys. */
#define OPTION_KEY_VERBS (VERB_MEASURE | VERB_DUEL)

extern const struct option_info option_table[];
extern const size_t option_count;

#endif
