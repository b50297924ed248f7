/*
 * closing: how a child closes inherited descriptors before it executes or exits.
 */
#ifndef PROCBENCH_METHODS_CLOSING_H
#define PROCBENCH_METHODS_CLOSING_H

#include "procbench/methods/method.h"

struct closing {
	const char *name; /* value of close= */
	const char *summary;
	/* 0 or -errno and why this machine does not support it; NULL: always supported. */
	int (*probe)(struct error *error);
	/*
	 * Closes descriptors from creation->close_from up, below creation->close_below if it closes
	 * by number. On failure the child exits with status CLOSING_FAILED. NULL: closes nothing.
	 */
	creation_step *step;
};

#define CLOSING_FAILED 126

/* Indexed by the key's choices. */
extern const struct closing closing_table[KEY_CLOSE_COUNT];

#endif
