/*
 * spans: the differences of two stamps that procbench reports, each under one name everywhere.
 */
#ifndef PROCBENCH_BASE_SPANS_H
#define PROCBENCH_BASE_SPANS_H

#include <stdbool.h>

enum span {
	SPAN_TOTAL, /* START -> REAPED */
	SPAN_CALL,  /* START -> RETURNED */
	SPAN_START, /* START -> CHILD, the child's first instruction of its own */
	SPAN_EXEC,  /* START -> IMAGE, the first of the new image that is ours */
	SPAN_MAIN,  /* START -> MAIN, where the target can tell */
	SPAN_REAP,  /* RETURNED -> REAPED */
	SPAN_STALL, /* of a busy thread of the parent, the longest that overlaps START -> REAPED */
	SPAN_COUNT
};

struct span_info {
	const char *name;    /* "total" */
	const char *meaning; /* "START->REAPED" */
	bool child_side; /* ends at a stamp that the child takes: measured in stamped launches */
};

extern const struct span_info span_table[SPAN_COUNT];

#endif
