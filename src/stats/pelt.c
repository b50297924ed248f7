/* pelt: the segmentation of least penalized squares, by pruned exact linear time. */
#include "procbench/stats/shifts.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>

/* Steps between two searches for candidates to prune, which costs as much as a step. */
#define PRUNE_EVERY 8

/* Places where the last segment may begin. */
struct candidates {
	double *sums;    /* of the values before */
	double *costs;   /* of the segments before, less the squares before */
	double *starts;  /* index, as a double */
	size_t *dead_at; /* the step at which it is pruned */
	size_t count;
};

struct pelt {
	struct candidates candidates;
	double *sums;    /* [i]: of the first i values */
	double *squares; /* likewise */
	double *best;    /* [i]: least cost of the first i values */
	size_t *last;    /* [i]: where their last segment begins */
};

static void sum_up(struct pelt *pelt, const double *values, size_t n)
{
	double mean = 0;

	for (size_t i = 0; i < n; i++)
		mean += values[i] / (double)n;
	pelt->sums[0] = pelt->squares[0] = 0;
	for (size_t i = 0; i < n; i++) {
		double value = values[i] - mean;

		pelt->sums[i + 1] = pelt->sums[i] + value;
		pelt->squares[i + 1] = pelt->squares[i] + value * value;
	}
}

static void add_candidate(struct pelt *pelt, size_t start, double penalty)
{
	struct candidates *all = &pelt->candidates;
	size_t k = all->count++;

	all->sums[k] = pelt->sums[start];
	all->costs[k] = (start > 0 ? pelt->best[start] + penalty : 0) - pelt->squares[start];
	all->starts[k] = (double)start;
	all->dead_at[k] = (size_t)-1;
}

/* Of all values up to `end`, with the last segment from candidate k on. */
static inline double cost_at(const struct pelt *pelt, size_t k, size_t end)
{
	const struct candidates *all = &pelt->candidates;
	double sum = pelt->sums[end] - all->sums[k];

	return all->costs[k] + pelt->squares[end] - sum * sum / ((double)end - all->starts[k]);
}

static void find_best(struct pelt *pelt, size_t end)
{
	size_t best = 0;
	double least = INFINITY;

	for (size_t k = 0; k < pelt->candidates.count; k++) {
		double cost = cost_at(pelt, k, end);

		if (cost < least) {
			least = cost;
			best = k;
		}
	}
	pelt->best[end] = least;
	pelt->last[end] = (size_t)pelt->candidates.starts[best];
}

/*
 * A candidate to which a split at `end` is preferred stays worse, but that split is only possible
 * once the segment behind it is long enough.
 */
static void prune(struct pelt *pelt, size_t end, double penalty)
{
	struct candidates *all = &pelt->candidates;
	size_t kept = 0;

	for (size_t k = 0; k < all->count; k++) {
		if (all->dead_at[k] == (size_t)-1 &&
		    cost_at(pelt, k, end) - penalty > pelt->best[end])
			all->dead_at[k] = end + SHIFTS_SEGMENT_LEAST;
		if (all->dead_at[k] <= end)
			continue;
		all->sums[kept] = all->sums[k];
		all->costs[kept] = all->costs[k];
		all->starts[kept] = all->starts[k];
		all->dead_at[kept++] = all->dead_at[k];
	}
	all->count = kept;
}

static void run(struct pelt *pelt, const double *values, size_t n, double penalty)
{
	sum_up(pelt, values, n);
	for (size_t end = SHIFTS_SEGMENT_LEAST; end <= n; end++) {
		size_t start = end - SHIFTS_SEGMENT_LEAST;

		if (start == 0 || start >= SHIFTS_SEGMENT_LEAST)
			add_candidate(pelt, start, penalty);
		find_best(pelt, end);
		if (end % PRUNE_EVERY == 0)
			prune(pelt, end, penalty);
	}
}

static void trace_back(const struct pelt *pelt, size_t n, size_t *splits, size_t *count)
{
	size_t at;

	*count = 0;
	for (at = n; pelt->last[at] > 0; at = pelt->last[at])
		(*count)++;
	at = n;
	for (size_t i = *count; i > 0; i--)
		splits[i - 1] = at = pelt->last[at];
}

int shifts_split(const double *values, size_t n, double penalty, size_t *splits, size_t *count)
{
	double *numbers = malloc(6 * (n + 1) * sizeof(*numbers));
	size_t *indexes = malloc(2 * (n + 1) * sizeof(*indexes));
	struct pelt pelt;

	*count = 0;
	if (numbers && indexes && n >= 2 * SHIFTS_SEGMENT_LEAST) {
		pelt.sums = numbers;
		pelt.squares = numbers + (n + 1);
		pelt.best = numbers + 2 * (n + 1);
		pelt.last = indexes;
		pelt.candidates = (struct candidates){
			.sums = numbers + 3 * (n + 1),
			.costs = numbers + 4 * (n + 1),
			.starts = numbers + 5 * (n + 1),
			.dead_at = indexes + (n + 1),
		};
		run(&pelt, values, n, penalty);
		trace_back(&pelt, n, splits, count);
	}
	free(numbers);
	free(indexes);
	return numbers && indexes ? 0 : -ENOMEM;
}
