/* exits: the one table of exit statuses. */
#ifndef PROCBENCH_CLI_EXITS_H
#define PROCBENCH_CLI_EXITS_H

#include <stddef.h>

struct exit_info {
	const char *status;
	const char *meaning;
};

extern const struct exit_info exit_table[];
extern const size_t exit_count;

#endif
