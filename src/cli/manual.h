/*
 * manual: the man page, the completions of shells and docs/reference.md, made from the tables.
 */
#ifndef PROCBENCH_CLI_MANUAL_H
#define PROCBENCH_CLI_MANUAL_H

#include "options.h"
#include "verbs.h"

#include "procbench/base/keys.h"
#include "procbench/base/text.h"
#include "procbench/methods/method.h"

void manual_man(struct text *out);  /* mdoc(7), section 1 */
void manual_bash(struct text *out); /* for bash-completion's folder, which it does not need */
void manual_zsh(struct text *out);  /* a function _procbench for fpath */
void manual_fish(struct text *out);
void manual_schema(struct text *out);
void manual_markdown(struct text *out); /* docs/reference.md */

/* What can follow an option, a key or a command, as a set. */
enum manual_follows {
	MANUAL_WORDS = 1,     /* one of some words .. */
	MANUAL_JOINED = 2,    /* .. several of them, joined by + */
	MANUAL_CASES = 4,     /* METHOD[:KEY=VALUE,...] */
	MANUAL_FILES = 8,     /* a path */
	MANUAL_COMMANDS = 16, /* a command and its arguments */
	MANUAL_LISTED = 32    /* the words are mostly several, separated by commas */
};

/* Each adds the words, if there are any, with blanks between them. */
unsigned manual_option_value(const struct option_info *option, struct text *words);
/* Adds one branch of a shell's `case`, or nothing where nothing follows. */
typedef void manual_branch(struct text *out, const char *pattern, unsigned follows,
			   const struct text *words);

/* A branch for each option, METHOD:KEY, or `option:KEY` for a key as an option. */
void manual_value_branches(struct text *out, const char *hyphens, manual_branch *add);

/* A branch for each method, or for each command; `main` stands for the one without a name. */
void manual_key_branches(struct text *out, manual_branch *add);
void manual_operand_branches(struct text *out, const char *main, manual_branch *add);

/* A list, padded with blanks, as the value of a local variable. */
void manual_add_local(struct text *out, const char *variable, void (*add)(struct text *words));

/* The names of the commands, or of the methods. */
void manual_verb_names(struct text *words);
void manual_method_names(struct text *words);

/* The options of a command, keys included, with their hyphens. */
void manual_option_names(const struct verb *verb, struct text *words);

/* The options of all commands that take no value, short ones included. */
void manual_flag_names(struct text *words);

#endif
