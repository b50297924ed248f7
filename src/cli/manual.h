/*
 * manual: the man page, the completions of shells and docs/reference.md, made from the tables.
 */
#ifndef PROCBENCH_CLI_MANUAL_H
#define PROCBENCH_CLI_MANUAL_H

#include "options.h"

#include "procbench/base/keys.h"
#include "procbench/base/text.h"

void manual_man(struct text *out);  /* mdoc(7), section 1 */
void manual_bash(struct text *out); /* for bash-completion's folder, which it does not need */
void manual_zsh(struct text *out);  /* a function _procbench for fpath */
void manual_fish(struct text *out);
void manual_schema(struct text *out);
void manual_markdown(struct text *out); /* docs/reference.md */

/* What an option's value can be. */
enum manual_value {
	MANUAL_NONE,    /* it takes none */
	MANUAL_OTHER,   /* a number, a time, ... */
	MANUAL_FILE,    /* a path */
	MANUAL_COMMAND, /* a command and its words */
	MANUAL_CHOICE   /* one of some words */
};

/* Of an option; its words, where it has some, are added with blanks between them. */
enum manual_value manual_option_value(const struct option_info *option, struct text *words);

/* The same of a key. */
enum manual_value manual_key_value(enum key key, struct text *words);

#endif
