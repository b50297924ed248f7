/* rate: creations per second of concurrent creators. */
#include "rate.h"

#include <math.h>

const struct rate_window rate_window_all = {0, UINT64_MAX};

void rate_narrow(struct rate_window *window, uint64_t first_start_ns, uint64_t last_reaped_ns)
{
	if (first_start_ns > window->from_ns)
		window->from_ns = first_start_ns;
	if (last_reaped_ns < window->to_ns)
		window->to_ns = last_reaped_ns;
}

double rate_share(const struct rate_window *window, uint64_t start_ns, uint64_t reaped_ns)
{
	uint64_t from = start_ns > window->from_ns ? start_ns : window->from_ns;
	uint64_t to = reaped_ns < window->to_ns ? reaped_ns : window->to_ns;

	if (from > to)
		return 0;
	return reaped_ns > start_ns ? (double)(to - from) / (double)(reaped_ns - start_ns) : 1;
}

double rate_per_second(const struct rate_window *window, double count)
{
	if (window->to_ns <= window->from_ns || window->to_ns == UINT64_MAX)
		return NAN;
	return count * 1e9 / (double)(window->to_ns - window->from_ns);
}
