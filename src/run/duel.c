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

int duel_read(const struct run *run, struct duel_blocks *blocks, struct error *error)
{
	const struct run_case *a = &run->cases[0], *b = &run->cases[1];
	size_t at_a = 0, at_b = 0;

	blocks->count = 0;
	blocks->log_ratios = calloc(run->rounds / 2 + 1, sizeof(*blocks->log_ratios));
	blocks->differences_ns = calloc(run->rounds / 2 + 1, sizeof(*blocks->differences_ns));
	if (!blocks->log_ratios || !blocks->differences_ns)
		return error_no_memory(error);
	for (uint64_t round = 0; round + 1 < run->rounds; round += 2) {
		double logs = 0, differences = 0;

		for (uint64_t k = round; k < round + 2; k++) {
			double b_ns = median_in(b, &at_b, k), a_ns = median_in(a, &at_a, k);

			logs += log(b_ns / a_ns);
			differences += b_ns - a_ns;
		}
		if (isnan(logs))
			continue;
		blocks->log_ratios[blocks->count] = logs / 2;
		blocks->differences_ns[blocks->count++] = differences / 2;
	}
	return 0;
}

void duel_free(struct duel_blocks *blocks)
{
	free(blocks->log_ratios);
	free(blocks->differences_ns);
	*blocks = (struct duel_blocks){0};
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
	struct duel_blocks blocks = {0};
	struct interval interval;
	struct error error;
	bool enough = false;

	if (run->rounds % 2 != 0 || !is_time_to_look(run->rounds / 2))
		return false;
	if (duel_read(run, &blocks, &error) == 0) {
		interval = paired_interval(blocks.log_ratios, blocks.count, DUEL_CONFIDENCE);
		enough = blocks.count >= DUEL_PAIRS_MIN &&
			 interval.high - interval.low <= log1p(*(const double *)margin);
	}
	duel_free(&blocks);
	return enough;
}
