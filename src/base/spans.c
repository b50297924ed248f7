/* spans: the time spans between two timestamps that procbench reports. */
#include "procbench/base/spans.h"

const struct span_info span_table[SPAN_COUNT] = {
	[SPAN_TOTAL] = {"total", "START->REAPED: from the call until the child is reaped", false},
	[SPAN_CALL] = {"call", "START->RETURNED: from the call until it returns in the parent",
		       false},
	[SPAN_START] = {"start",
			"START->CHILD: from the call until procbench's code runs in the child",
			true},
	[SPAN_EXEC] = {"exec", "START->IMAGE: from the call until the executed program begins",
		       true},
	[SPAN_MAIN] = {"main", "START->MAIN: from the call until main() of the executed program",
		       true},
	[SPAN_REAP] = {"reap",
		       "RETURNED->REAPED: from the return of the call until the child is reaped",
		       false},
	[SPAN_STALL] =
		{"stall",
		 "the longest gap between two steps of a busy thread that overlaps a creation",
		 false},
};
