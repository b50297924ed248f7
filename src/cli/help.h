/*
 * help: what --help and -h print, made from the tables.
 */
#ifndef PROCBENCH_CLI_HELP_H
#define PROCBENCH_CLI_HELP_H

#include "config.h"
#include "verbs.h"

#include "procbench/base/text.h"

/* What --help or -h prints for these operands; returns the exit status. */
int help_show(const struct config *config);

#endif
