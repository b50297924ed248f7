/* level_warning: whether the machine became faster or slower during a run. */
#include "level_warning.h"

#include <math.h>
#include <stdlib.h>

/* A smaller change does not matter. */
#define CHANGE_LEAST 0.03

struct sums {
	double logs; /* of launch medians relative to the median of their case */
	size_t count;
};

/* Every case counts alike, whatever its time; a round that lacks a case is still an average. */
static void add_case(struct sums *rounds, size_t count, const struct result_case *item)
{
	double median_ns = item->spans[SPAN_TOTAL].median_ns;

	for (size_t i = 0; i < item->launch_count; i++) {
		const struct result_launch *launch = &item->launches[i];

		if (launch->stamped || launch->round >= count || !(launch->median_ns > 0) ||
		    !(median_ns > 0))
			continue;
		rounds[launch->round].logs += log(launch->median_ns / median_ns);
		rounds[launch->round].count++;
	}
}

static size_t count_rounds(const struct result *result)
{
	uint64_t rounds = 0;

	for (size_t i = 0; i < result->case_count; i++)
		for (size_t j = 0; j < result->cases[i].launch_count; j++)
			if (result->cases[i].launches[j].round >= rounds)
				rounds = result->cases[i].launches[j].round + 1;
	return rounds;
}

int level_warning_find(const struct result *result, struct level_change *change, size_t *values)
{
	size_t count = count_rounds(result);
	struct sums *rounds = calloc(count + 1, sizeof(*rounds));
	double *levels = calloc(count + 1, sizeof(*levels));

	*values = 0;
	for (size_t i = 0; rounds && levels && i < result->case_count; i++)
		add_case(rounds, count, &result->cases[i]);
	for (size_t i = 0; rounds && levels && i < count; i++)
		if (rounds[i].count > 0)
			levels[(*values)++] = rounds[i].logs / (double)rounds[i].count;
	if (rounds && levels)
		*change = level_find(levels, *values);
	if (fabs(change->change) < log1p(CHANGE_LEAST))
		*change = (struct level_change){0, 0};
	free(levels);
	free(rounds);
	return rounds && levels ? 0 : -1;
}

int level_warning_add(struct result *result)
{
	struct level_change change = {0, 0};
	size_t values;

	if (level_warning_find(result, &change, &values) < 0)
		return -1;
	if (change.at == 0)
		return 0;
	return result_warn(result,
			   "the machine became %.1f%% %s from round %zu of %zu on: compare ratios "
			   "and x floor, not absolute times (see 'procbench doctor --measure')",
			   100 * fabs(expm1(change.change)),
			   change.change > 0 ? "slower" : "faster", change.at + 1, values);
}
