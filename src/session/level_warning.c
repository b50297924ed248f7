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

int level_series(const struct result *result, double **levels, size_t *values)
{
	size_t count = count_rounds(result);
	struct sums *rounds = calloc(count + 1, sizeof(*rounds));

	*values = 0;
	*levels = calloc(count + 1, sizeof(**levels));
	if (!rounds || !*levels) {
		free(rounds);
		free(*levels);
		return -1;
	}
	for (size_t i = 0; i < result->case_count; i++)
		add_case(rounds, count, &result->cases[i]);
	for (size_t i = 0; i < count; i++)
		if (rounds[i].count > 0)
			(*levels)[(*values)++] = rounds[i].logs / (double)rounds[i].count;
	free(rounds);
	return 0;
}

/* The sum of squared distances from the means of both sides of the split. */
static double squares_of_step(const double *levels, size_t n, size_t at)
{
	double sums[2] = {0, 0}, squares = 0;

	for (size_t i = 0; i < n; i++)
		sums[i >= at] += levels[i];
	for (size_t i = 0; i < n; i++) {
		double mean = i < at ? sums[0] / (double)at : sums[1] / (double)(n - at);

		squares += (levels[i] - mean) * (levels[i] - mean);
	}
	return squares;
}

/* .. and from the line of least squares. */
static double squares_of_line(const double *levels, size_t n)
{
	double middle = (double)(n - 1) / 2, mean = 0, xx = 0, xy = 0, yy = 0;

	for (size_t i = 0; i < n; i++)
		mean += levels[i] / (double)n;
	for (size_t i = 0; i < n; i++) {
		double x = (double)i - middle, y = levels[i] - mean;

		xx += x * x;
		xy += x * y;
		yy += y * y;
	}
	return yy - xy * xy / xx;
}

/* A steady rise looks like a change of level somewhere in its middle, too. */
static bool is_line(const double *levels, size_t n, size_t at)
{
	return at > 0 && squares_of_line(levels, n) < squares_of_step(levels, n, at);
}

int level_warning_find(const struct result *result, struct level_change *change, size_t *values)
{
	double *levels;

	if (level_series(result, &levels, values) < 0)
		return -1;
	*change = level_find(levels, *values);
	if (fabs(change->change) < log1p(CHANGE_LEAST) || is_line(levels, *values, change->at))
		*change = (struct level_change){0, 0};
	free(levels);
	return 0;
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
