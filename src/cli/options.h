/*
 * options: the table of options, from which the parser, the help, the man page and the completions
 * are made.
 */
#ifndef PROCBENCH_CLI_OPTIONS_H
#define PROCBENCH_CLI_OPTIONS_H

#include "config.h"
#include "verbs.h"

/* How a value is read, and what it is stored as. */
enum option_kind {
	OPTION_FLAG,     /* no value: bool, true */
	OPTION_CLEAR,    /* no value: bool, false */
	OPTION_STRING,   /* const char *, unchanged */
	OPTION_FORMAT,   /* the same, the name of a format */
	OPTION_COLUMNS,  /* the same, names of columns */
	OPTION_LIST,     /* struct config_list: may be repeated */
	OPTION_COUNT,    /* uint64_t, from 0 */
	OPTION_POSITIVE, /* uint64_t, from 1 */
	OPTION_PID,      /* uint64_t, of a process */
	OPTION_EXITS,    /* struct exit_set */
	OPTION_TIME,     /* uint64_t, in ns, above 0 */
	OPTION_BYTES,    /* uint64_t, a size */
	OPTION_PERCENT,  /* double, a fraction above 0 */
	OPTION_MARGIN,   /* double, a fraction from 0 */
	OPTION_CHOICE    /* an enum: the index of the word in the value's name, "a|b|c" */
};

enum option_group {
	OPTION_MEASURING,
	OPTION_GUEST,
	OPTION_OBSERVING,
	OPTION_OUTPUT,
	OPTION_COMPARING,
	OPTION_GENERAL
};

#define OPTION_GROUP_COUNT (OPTION_GENERAL + 1)

extern const char *const option_group_names[OPTION_GROUP_COUNT];

struct option_info {
	const char *name;
	char letter;               /* the short option, 0: none */
	const char *value;         /* the name of its value; NULL: none */
	const char *default_value; /* as text, parsed like a value; NULL: none */
	const char *help;
	enum option_kind kind;
	size_t offset; /* of its member of struct config */
	enum option_group group;
	enum verb_set verbs; /* which commands support it; the others refuse it */
};

/* Which commands support the options that are keys. */
#define OPTION_KEY_VERBS (VERB_MEASURE | VERB_DUEL)

extern const struct option_info option_table[];
extern const size_t option_count;

/* Stores a value, which is NULL if the option has none. */
int option_take(const struct option_info *option, struct config *config, const char *value,
		struct error *error);

/* Whether an option of this name was given. */
bool option_is_given(const struct config *config, const char *name);

#endif
