/* pairing: pairs the launches of several cases by round. */
#include "pairing.h"

/* Launches are sorted by round, at most two per round, so a binary search finds a round. */
const struct result_launch *pairing_launch(const struct result_case *item, uint64_t round,
					   bool stamped)
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
		if (item->launches[low].stamped == stamped)
			return &item->launches[low];
	return NULL;
}

bool pairing_next(struct pairing *pairing, const struct result_launch **item,
		  const struct result_launch **base)
{
	while (pairing->at < pairing->item->launch_count) {
		*item = &pairing->item->launches[pairing->at++];
		if ((*item)->stamped != span_table[pairing->item_span].child_side)
			continue;
		*base = pairing_launch(pairing->base, (*item)->round,
				       span_table[pairing->base_span].child_side);
		if (*base)
			return true;
	}
	return false;
}

static bool take_round(const struct pairing_sweep *sweep, uint64_t round, double *ns)
{
	for (size_t i = 0; i < sweep->count; i++) {
		const struct result_case *item = &sweep->result->cases[sweep->points[i].item];
		const struct result_launch *launch = pairing_launch(item, round, false);

		if (!launch || !(launch->span_ns[SPAN_TOTAL] > 0))
			return false;
		ns[i] = launch->span_ns[SPAN_TOTAL];
	}
	return true;
}

bool pairing_next_sweep(struct pairing_sweep *sweep, double *ns)
{
	const struct result_case *first = &sweep->result->cases[sweep->points[0].item];

	while (sweep->at < first->launch_count) {
		const struct result_launch *launch = &first->launches[sweep->at++];

		if (!launch->stamped && take_round(sweep, launch->round, ns))
			return true;
	}
	return false;
}

size_t pairing_most(const struct result *result)
{
	size_t most = 1;

	for (size_t i = 0; i < result->case_count; i++)
		if (result->cases[i].launch_count > most)
			most = result->cases[i].launch_count;
	return most;
}
