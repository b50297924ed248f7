/*
 * closing: how a child gets rid of the descriptors that it inherits, before it executes or exits.
 */
#ifndef PROCBENCH_METHODS_CLOSING_H
#define PROCBENCH_METHODS_CLOSING_H

#include "procbench/methods/method.h"

struct closing {
	const char *name; /* as close= says it */
	const char *summary;
	/* 0, or why this machine cannot do it; NULL: it always can. May be asked in any process. */
	int (*probe)(struct error *error);
	/*
	 * Closes the descriptors from creation->close_from on, those below creation->close_below if
	 * it closes by number. A child that cannot ends with status CLOSING_FAILED. NULL: nothing.
	 */
	creation_step *step;
};

#define CLOSING_FAILED 126

/* In the order of the key's choices. */
extern const struct closing closing_table[KEY_CLOSE_COUNT];

#endif
