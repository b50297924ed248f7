/* duel: the comparison of two cases, and its stop rule. */
#include "procbench/run/duel.h"

#include "procbench/stats/paired.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>

/* The median of the case's launch in that round, searching from launch *at; NAN if none. */
static double median_in(const struct run_case *item, size_t *at, uint64_t round)
{
	double median_ns = NAN;

	for (; *at < item->launch_count && item->launches[*at].round <= round; ++*at)
		if (item->launches[*at].round == round && !item->launches[*at].stamped)
			median_ns = item->launches[*at].span_ns[SPAN_TOTAL];
	return median_ns;
}

int duel_log_ratios(const struct run *run, double **log_ratios, size_t *n, struct error *error)
{
	const struct run_case *a = &run->cases[0], *b = &run->cases[1];
	size_t at_a = 0, at_b = 0;

	*n = 0;
	*log_ratios = malloc((run->rounds / 2 + 1) * sizeof(**log_ratios));
	if (!*log_ratios)
		return error_no_memory(error);
	for (uint64_t round = 0; round + 1 < run->rounds; round += 2) {
		double sum = 0;

		for (uint64_t k = round; k < round + 2; k++)
			sum += log(median_in(b, &at_b, k) / median_in(a, &at_a, k));
		if (!isnan(sum))
			(*log_ratios)[(*n)++] = sum / 2;
	}
	return 0;
}

/* The rule takes time, so it is evaluated only after 5% more blocks. */
static bool is_time_to_look(uint64_t blocks)
{
	uint64_t looked = DUEL_PAIRS_MIN;

	while (looked < blocks)
		looked += looked / 20;
	return looked == blocks;
}

bool duel_is_enough(void *margin, const struct run *run)
{
	struct interval interval;
	struct error error;
	double *log_ratios;
	size_t n;
	bool enough;

	if (run->rounds % 2 != 0 || !is_time_to_look(run->rounds / 2) ||
	    duel_log_ratios(run, &log_ratios, &n, &error) < 0)
		return false;
	interval = paired_interval(log_ratios, n, DUEL_CONFIDENCE);
	enough = n >= DUEL_PAIRS_MIN &&
		 interval.high - interval.low <= log1p(*(const double *)margin);
	free(log_ratios);
	return enough;
}
