/* quantity: the unit of a result's numbers. */
#include "procbench/base/quantity.h"

const struct quantity_info quantity_table[QUANTITY_COUNT] = {
	[QUANTITY_TIME] = {.clock = "ns",
			   .noun = "time",
			   .less = "less time",
			   .more = "more time",
			   .most = "this long"},
	[QUANTITY_INSTRUCTIONS] = {.clock = "instructions",
				   .noun = "instructions",
				   .less = "fewer instructions",
				   .more = "more instructions",
				   .most = "so many instructions"},
};
