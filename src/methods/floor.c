/* floor: the least that this kernel can do. */
#include "procbench/methods/floor.h"

#include "procbench/methods/method.h"

/* Its calls are floor_calls, in the program that its subjects run. */
const struct method method_floor = {
	.name = "floor",
	.summary = "raw clone + exit + wait4 from a subject without libc: the least there is",
	.groups = KEY_GROUP_WORK | KEY_GROUP_PLACE | KEY_GROUP_LOAD,
	.creates = true,
	.runs_our_child = true,
	.freestanding = true,
};
