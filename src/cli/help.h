/*
 * help: what --help and -h print, made from the tables.
 */
#ifndef PROCBENCH_CLI_HELP_H
#define PROCBENCH_CLI_HELP_H

#include "config.h"
#include "verbs.h"

#include "procbench/base/text.h"

/* Everything: commands, methods, keys and options. */
void help_add(struct text *out);

/* The commands alone, on one screen. */
void help_add_short(struct text *out);

/* One command with its options. */
void help_add_verb(struct text *out, const struct verb *verb);

/* What --help or -h prints for these operands; returns the exit status. */
int help_show(const struct config *config);

#endif
