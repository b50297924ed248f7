/* spans: the time spans between two timestamps that procbench reports. */
#include "procbench/base/spans.h"

const struct span_info span_table[SPAN_COUNT] = {
	[SPAN_TOTAL] = {"total", "START->REAPED", false},
	[SPAN_CALL] = {"call", "START->RETURNED", false},
	[SPAN_START] = {"start", "START->CHILD", true},
	[SPAN_EXEC] = {"exec", "START->IMAGE", true},
	[SPAN_MAIN] = {"main", "START->MAIN", true},
	[SPAN_REAP] = {"reap", "RETURNED->REAPED", false},
	[SPAN_STALL] = {"stall", "between two steps of a busy thread", false},
};
