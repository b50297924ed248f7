/*
 * spans: the time spans between two timestamps that procbench reports.
 */
#ifndef PROCBENCH_BASE_SPANS_H
#define PROCBENCH_BASE_SPANS_H

#include <stdbool.h>

enum span {
	SPAN_TOTAL, /* START -> REAPED */
	SPAN_CALL,  /* START -> RETURNED */
	SPAN_START, /* START -> CHILD, the first instruction in the child */
	SPAN_EXEC,  /* START -> IMAGE, the first instruction of the executed target */
	SPAN_MAIN,  /* START -> MAIN, if the target records it */
	SPAN_REAP,  /* RETURNED -> REAPED */
	SPAN_STALL, /* longest stall of a busy thread that overlaps START -> REAPED */
	SPAN_COUNT
};

struct span_info {
	const char *name;    /* "total" */
	const char *meaning; /* "START->REAPED: ..." */
	bool child_side; /* ends at a timestamp taken in the child; measured in stamped launches */
};

extern const struct span_info span_table[SPAN_COUNT];

#endif
