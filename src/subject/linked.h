/*
 * linked: the files that a program needs to start, besides its own: the interpreter of a script,
 * the dynamic loader, and the libraries that the loader finds.
 */
#ifndef PROCBENCH_SUBJECT_LINKED_H
#define PROCBENCH_SUBJECT_LINKED_H

#include "procbench/base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define LINKED_MAX       512
#define LINKED_BYTES_MAX (128 << 10)

/* Zeroed before the first call; too large for a stack. */
struct linked {
	size_t count;
	const char *path[LINKED_MAX]; /* in bytes */
	bool is_unknown;              /* what the program is linked with cannot be read */
	size_t used;
	char bytes[LINKED_BYTES_MAX];
};

/*
 * Asks the loader of that program, with this environment, in a child that executes it, so that
 * paths are what they are for the program's own start. A loader that takes longer than the limit
 * is killed. Uses no heap and sends no SIGCHLD. 0, or -errno and the reason.
 */
int linked_find(struct linked *linked, const char *program, char *const *environment,
		uint64_t limit_ns, struct error *error);

#endif
