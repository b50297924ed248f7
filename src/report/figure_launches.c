/* figure_launches: pictures of the launches, round by round. */
#include "figure.h"

#include "procbench/stats/order.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* More points than this make a page that is slow to open. */
#define POINTS_SHOWN 1200

static uint64_t step_of(uint64_t rounds, size_t launches_per_round)
{
	uint64_t points = rounds * (launches_per_round ? launches_per_round : 1);

	return points > POINTS_SHOWN ? (points + POINTS_SHOWN - 1) / POINTS_SHOWN : 1;
}

static bool is_shown(const struct result_launch *launch, uint64_t step)
{
	return !launch->stamped && launch->round % step == 0 && isfinite(launch->median_ns) &&
	       launch->median_ns > 0;
}

/* Rounds are counted from 1 for people. */
static void label_round(struct text *out, double round)
{
	if (round >= 1 && round == floor(round))
		text_printf(out, "%.0f", round);
}

static void scale_rounds(struct figure *figure, uint64_t rounds, uint64_t step)
{
	figure->x.low = 0.4;
	figure->x.high = (double)rounds + 0.6;
	figure->x.add_label = label_round;
	figure->x.label = "round";
	if (step > 1)
		text_printf(&figure->title, " (1 round in %" PRIu64 ")", step);
}

/* ---- drift ---- */

static double share_of(const struct result_case *item, const struct result_launch *launch)
{
	return 100 * launch->median_ns / item->spans[SPAN_TOTAL].median_ns;
}

static void add_launches(struct figure *figure, const struct result_case *item, uint64_t step)
{
	for (size_t k = 0; k < item->launch_count; k++) {
		const struct result_launch *launch = &item->launches[k];

		if (is_shown(launch, step))
			figure_mark(figure,
				    (struct figure_point){(double)launch->round + 1,
							  share_of(item, launch), NAN, NAN, NULL,
							  NULL},
				    "round %" PRIu64 ", %s: %.1f%%", launch->round + 1, item->spec,
				    share_of(item, launch));
	}
}

/* The launches of one round, each relative to the median of its case; returns how many. */
static size_t gather_round(const struct result *result, uint64_t round, size_t *at, double *shares)
{
	size_t n = 0;

	for (size_t i = 0; i < result->case_count; i++) {
		const struct result_case *item = &result->cases[i];
		size_t before = n;

		for (; at[i] < item->launch_count && item->launches[at[i]].round <= round; at[i]++)
			if (item->launches[at[i]].round == round && n == before &&
			    is_shown(&item->launches[at[i]], 1))
				shares[n++] = share_of(item, &item->launches[at[i]]);
	}
	order_sort(shares, n);
	return n;
}

static void add_medians(struct figure *figure, const struct result *result, uint64_t step)
{
	double *shares = calloc(result->case_count + 1, sizeof(*shares));
	size_t *at = calloc(result->case_count + 1, sizeof(*at));

	figure->failed = figure->failed || !shares || !at;
	for (uint64_t round = 0; round < result->rounds && !figure->failed; round += step) {
		size_t n = gather_round(result, round, at, shares);

		if (n > 0)
			figure_add_point(figure, (double)round + 1, order_quantile(shares, n, 0.5),
					 NAN, NAN);
	}
	free(shares);
	free(at);
}

bool figure_make_drift(const struct result *result, size_t index, struct figure *figure)
{
	uint64_t step = step_of(result->rounds, result->case_count);

	if (index > 0 || result->rounds < 3)
		return false;
	figure_add_series(figure, "one launch", FIGURE_POINTS, 1);
	for (size_t i = 0; i < result->case_count; i++)
		add_launches(figure, &result->cases[i], step);
	if (figure->series && figure->series[0].count < 5)
		return false;
	figure_add_series(figure, "median of the round", FIGURE_LINE, 0);
	add_medians(figure, result, step);
	text_add(&figure->title, "Launches over time");
	text_printf(&figure->description,
		    "each launch relative to the median of its case, over %" PRIu64 " rounds",
		    result->rounds);
	figure->y.label = "median per launch, relative to the median of its case";
	figure_add_line(figure, 100, "%s", "");
	figure_scale(figure, &figure->y, true, figure_label_percent);
	figure->y.low = fmin(figure->y.low, 90);
	figure->y.high = fmax(figure->y.high, 110);
	scale_rounds(figure, result->rounds, step);
	return true;
}

/* ---- pairs ---- */

static const struct result_case *case_of(const struct result *result, const char *spec)
{
	for (size_t i = 0; i < result->case_count; i++)
		if (strcmp(result->cases[i].spec, spec) == 0)
			return &result->cases[i];
	return NULL;
}

/* The launch of that round at or behind *at, without stamps; NULL: none. */
static const struct result_launch *launch_in(const struct result_case *item, uint64_t round,
					     size_t *at)
{
	const struct result_launch *found = NULL;

	for (; *at < item->launch_count && item->launches[*at].round <= round; ++*at)
		if (item->launches[*at].round == round && is_shown(&item->launches[*at], 1))
			found = &item->launches[*at];
	return found;
}

static void add_pairs(struct figure *figure, const struct result *result,
		      const struct result_case *a, const struct result_case *b, uint64_t step)
{
	size_t at_a = 0, at_b = 0;

	for (uint64_t round = 0; round < result->rounds; round++) {
		const struct result_launch *one = launch_in(a, round, &at_a);
		const struct result_launch *other = launch_in(b, round, &at_b);

		if (one && other && round % step == 0)
			figure_mark(figure,
				    (struct figure_point){(double)round + 1,
							  other->median_ns / one->median_ns, NAN,
							  NAN, NULL, NULL},
				    "round %" PRIu64 ": %.4g", round + 1,
				    other->median_ns / one->median_ns);
	}
}

/* The estimate and its interval, across all rounds. */
static void add_estimate(struct figure *figure, const struct result *result,
			 const struct result_comparison *item)
{
	double ends[] = {0.5, (double)result->rounds + 0.5};

	figure_add_series(figure, "", FIGURE_BAND, 0);
	for (int i = 0; i < 2; i++)
		figure_add_point(figure, ends[i], NAN, item->low, item->high);
	figure_add_series(figure, "ratio, with its CI", FIGURE_LINE, 0);
	for (int i = 0; i < 2; i++)
		figure_add_point(figure, ends[i], item->ratio, NAN, NAN);
}

/* Of a duel: its comparison is between two cases of the same run. */
bool figure_make_rounds(const struct result *result, size_t index, struct figure *figure)
{
	const struct result_comparison *item = result->comparisons;
	const struct result_case *a, *b;
	uint64_t step = step_of(result->rounds, 1);

	if (index > 0 || result->comparison_count != 1 || strcmp(item->metric, "total") != 0)
		return false;
	a = case_of(result, item->a);
	b = case_of(result, item->b);
	if (!a || !b || a == b)
		return false;
	figure_add_series(figure, "one round", FIGURE_POINTS, 1);
	add_pairs(figure, result, a, b, step);
	if (figure->series && figure->series[0].count < 2)
		return false;
	add_estimate(figure, result, item);
	text_add(&figure->title, "Round by round");
	text_printf(&figure->description, "the ratio of %s to %s in each round", b->spec, a->spec);
	figure->y.label = "median of B's launch relative to A's in the same round, log scale";
	figure_add_line(figure, 1, "no change");
	figure_add_line(figure, 1 + item->margin, "margin +%.4g%%", 100 * item->margin);
	figure_scale(figure, &figure->y, true, figure_label_number);
	scale_rounds(figure, result->rounds, step);
	return true;
}
