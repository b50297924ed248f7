/* rounds: the launches of some cases, round by round. */
#include "rounds.h"

#include <math.h>

static bool is_usable(const struct result_launch *launch)
{
	return !launch->stamped && launch->span_ns[SPAN_TOTAL] > 0;
}

/*
 * The median of the case in that round; NAN: not measured. Launches come in rounds' order, and at
 * most two belong to one round (with and without stamps), so a round's are found by halving.
 */
static double time_in_round(const struct result_case *item, uint64_t round)
{
	size_t low = 0, high = item->launch_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (item->launches[middle].round < round)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < item->launch_count && item->launches[low].round == round; low++)
		if (is_usable(&item->launches[low]))
			return item->launches[low].span_ns[SPAN_TOTAL];
	return NAN;
}

static bool take_round(const struct rounds *rounds, uint64_t round, double *ns)
{
	for (size_t i = 0; i < rounds->count; i++) {
		ns[i] = time_in_round(&rounds->result->cases[rounds->points[i].item], round);
		if (isnan(ns[i]))
			return false;
	}
	return true;
}

bool rounds_next(struct rounds *rounds, double *ns)
{
	const struct result_case *first = &rounds->result->cases[rounds->points[0].item];

	while (rounds->at < first->launch_count) {
		const struct result_launch *launch = &first->launches[rounds->at++];

		if (is_usable(launch) && take_round(rounds, launch->round, ns))
			return true;
	}
	return false;
}
