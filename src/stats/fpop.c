/*
 * fpop: the segmentation of least penalized squares, by functional pruning.
 *
 * The cost of the values so far is a function of the mean of the last segment: at each mean one
 * start of that segment is the best. A start that is the best nowhere never will be, as later
 * values add the same to all. The starts that remain are few, with changes or without.
 */
#include "procbench/stats/shifts.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Means of the last segment for which one start of it is the best. */
struct piece {
	double low;
	double high;
	size_t start;
};

struct fpop {
	double *sums;        /* [i]: of the first i values */
	double *squares;     /* likewise */
	double *best;        /* [i]: least cost of the first i values, penalties included */
	size_t *last;        /* [i]: where their last segment begins */
	struct piece *items; /* by mean; each start may have several */
	struct piece *spare;
	size_t count;
	size_t capacity;
	double penalty;
};

static void sum_up(struct fpop *fpop, const double *values, size_t n)
{
	double mean = 0;

	for (size_t i = 0; i < n; i++)
		mean += values[i] / (double)n;
	fpop->sums[0] = fpop->squares[0] = 0;
	for (size_t i = 0; i < n; i++) {
		double value = values[i] - mean;

		fpop->sums[i + 1] = fpop->sums[i] + value;
		fpop->squares[i + 1] = fpop->squares[i] + value * value;
	}
}

/* Of all values up to `end`, with the last segment from `start` on around `mean`. */
static double cost_at(const struct fpop *fpop, size_t start, size_t end, double mean)
{
	double before = start > 0 ? fpop->best[start] + fpop->penalty : 0;

	return before + fpop->squares[end] - fpop->squares[start] -
	       2 * mean * (fpop->sums[end] - fpop->sums[start]) +
	       mean * mean * (double)(end - start);
}

static void find_best(struct fpop *fpop, size_t end)
{
	fpop->best[end] = INFINITY;
	for (size_t i = 0; i < fpop->count; i++) {
		const struct piece *piece = &fpop->items[i];
		double mean =
			(fpop->sums[end] - fpop->sums[piece->start]) / (double)(end - piece->start);
		double cost =
			cost_at(fpop, piece->start, end, fmin(fmax(mean, piece->low), piece->high));

		if (cost < fpop->best[end]) {
			fpop->best[end] = cost;
			fpop->last[end] = piece->start;
		}
	}
}

/* Adds to the spare list, joined to the piece before it if that has the same start. */
static int add_piece(struct fpop *fpop, size_t *count, double low, double high, size_t start)
{
	if (!(low < high))
		return 0;
	if (*count > 0 && fpop->spare[*count - 1].start == start) {
		fpop->spare[*count - 1].high = high;
		return 0;
	}
	if (*count == fpop->capacity) {
		size_t capacity = 2 * fpop->capacity;
		struct piece *items = reallocarray(fpop->items, capacity, sizeof(*items));
		struct piece *spare = reallocarray(fpop->spare, capacity, sizeof(*spare));

		fpop->items = items ? items : fpop->items;
		fpop->spare = spare ? spare : fpop->spare;
		if (!items || !spare)
			return -ENOMEM;
		fpop->capacity = capacity;
	}
	fpop->spare[(*count)++] = (struct piece){low, high, start};
	return 0;
}

/*
 * Where the old start stays the better one: between the roots of a parabola, as more values belong
 * to its segment. Empty: nowhere.
 */
static struct piece keep(const struct fpop *fpop, const struct piece *old, size_t start, size_t end)
{
	double a = (double)(start - old->start);
	double b = fpop->sums[start] - fpop->sums[old->start];
	double c = cost_at(fpop, old->start, end, 0) - cost_at(fpop, start, end, 0);
	double root = b * b - a * c;

	if (!(root > 0))
		return (struct piece){old->high, old->high, old->start};
	root = sqrt(root);
	return (struct piece){fmin(fmax(old->low, (b - root) / a), old->high),
			      fmax(fmin(old->high, (b + root) / a), old->low), old->start};
}

/* Lets a new start have the means for which it is the best. */
static int enter(struct fpop *fpop, size_t start, size_t end)
{
	struct piece *items;
	size_t count = 0;
	int status = 0;

	for (size_t i = 0; i < fpop->count && status == 0; i++) {
		struct piece old = fpop->items[i], kept = keep(fpop, &old, start, end);

		status = add_piece(fpop, &count, old.low, kept.low, start);
		if (status == 0)
			status = add_piece(fpop, &count, kept.low, kept.high, kept.start);
		if (status == 0)
			status =
				add_piece(fpop, &count, fmax(kept.low, kept.high), old.high, start);
	}
	items = fpop->spare;
	fpop->spare = fpop->items;
	fpop->items = items;
	fpop->count = count;
	return status;
}

/* A segment begins after at least one other, and is a candidate once it is long enough. */
static int run(struct fpop *fpop, size_t n)
{
	double reach = sqrt(fpop->squares[n]); /* no value is farther from the mean of all */
	int status = 0;

	fpop->items[0] = (struct piece){-reach, reach, 0};
	fpop->count = 1;
	for (size_t end = SHIFTS_SEGMENT_LEAST; end <= n && status == 0; end++) {
		size_t start = end - SHIFTS_SEGMENT_LEAST;

		if (start >= SHIFTS_SEGMENT_LEAST)
			status = enter(fpop, start, end);
		find_best(fpop, end);
	}
	return status;
}

static void trace_back(const struct fpop *fpop, size_t n, size_t *splits, size_t *count)
{
	size_t at;

	for (at = n; fpop->last[at] > 0; at = fpop->last[at])
		(*count)++;
	at = n;
	for (size_t i = *count; i > 0; i--)
		splits[i - 1] = at = fpop->last[at];
}

int shifts_split(const double *values, size_t n, double penalty, size_t *splits, size_t *count)
{
	struct fpop fpop = {
		.sums = malloc((n + 1) * sizeof(double)),
		.squares = malloc((n + 1) * sizeof(double)),
		.best = malloc((n + 1) * sizeof(double)),
		.last = calloc(n + 1, sizeof(size_t)),
		.items = malloc(64 * sizeof(struct piece)),
		.spare = malloc(64 * sizeof(struct piece)),
		.capacity = 64,
		.penalty = penalty,
	};
	int status = -ENOMEM;

	*count = 0;
	if (fpop.sums && fpop.squares && fpop.best && fpop.last && fpop.items && fpop.spare) {
		sum_up(&fpop, values, n);
		status = n >= 2 * SHIFTS_SEGMENT_LEAST ? run(&fpop, n) : 0;
	}
	if (status == 0)
		trace_back(&fpop, n, splits, count);
	free(fpop.sums);
	free(fpop.squares);
	free(fpop.best);
	free(fpop.last);
	free(fpop.items);
	free(fpop.spare);
	return status;
}
