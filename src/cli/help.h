/* help: what --help says, made from the tables. */
#ifndef PROCBENCH_CLI_HELP_H
#define PROCBENCH_CLI_HELP_H

#include "procbench/base/text.h"

void help_add(struct text *out);

#endif
