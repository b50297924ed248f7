/* clock_convert: the parts of the clock that only a program with libc needs. */
#include "procbench/sys/clock.h"

uint64_t clock_rate(struct clock_pair earlier, struct clock_pair later)
{
	return (uint64_t)(((unsigned __int128)(later.ns - earlier.ns) << 32) /
			  (later.counter - earlier.counter));
}

double clock_from_counter(uint64_t counter, struct clock_pair earlier, struct clock_pair later)
{
	double slope = (double)(later.ns - earlier.ns) / (double)(later.counter - earlier.counter);

	/* signed: a stamp may lie just outside the two pairs */
	return (double)earlier.ns + (double)(int64_t)(counter - earlier.counter) * slope;
}
