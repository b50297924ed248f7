/* metric: the value of one metric of a case in one run, for compare. */
#include "metric.h"

#include "pairing.h"

#include "procbench/stats/paired.h"

#include <math.h>
#include <stdlib.h>

#define CONFIDENCE 0.95
#define Z          1.959963984540054 /* of that confidence */
#define PAIRS_MIN  6                 /* minimum for a CI */

static const enum span spans[] = {
	[COMPARE_TOTAL] = SPAN_TOTAL, [COMPARE_CALL] = SPAN_CALL, [COMPARE_START] = SPAN_START,
	[COMPARE_EXEC] = SPAN_EXEC,   [COMPARE_P99] = SPAN_TOTAL,
};

static double value_of(const struct result_case *item, enum compare_metric metric)
{
	const struct result_span *span = &item->spans[spans[metric]];

	return metric == COMPARE_P99 ? span->p99_ns : span->median_ns;
}

/* The standard error of the logarithm of a median, from its CI. */
static double error_of_median(const struct result_span *span)
{
	return (log(span->median_high_ns) - log(span->median_low_ns)) / (2 * Z);
}

static double launches_of(const struct result_case *item)
{
	return (double)item->launch_count;
}

/* A control may lack the span, because the floor executes nothing. */
static enum span control_span(const struct result_case *control, enum compare_metric metric)
{
	return isfinite(control->spans[spans[metric]].median_ns) ? spans[metric] : SPAN_TOTAL;
}

/* The log ratio of each round that has both. */
static size_t gather_pairs(const struct result_case *item, enum span span,
			   const struct result_case *control, enum span other, double *values)
{
	struct pairing pairing = {item, control, span, other, 0};
	const struct result_launch *launch, *base;
	size_t n = 0;

	while (pairing_next(&pairing, &launch, &base))
		if (launch->span_ns[span] > 0 && base->span_ns[other] > 0)
			values[n++] = log(launch->span_ns[span] / base->span_ns[other]);
	return n;
}

/* Paired by round if possible, else the ratio of the medians. */
static void control_figure(struct figure *figure, const struct result_case *item,
			   const struct result_case *control, enum compare_metric metric)
{
	enum span span = spans[metric], other = control_span(control, metric);
	double *pairs = calloc(item->launch_count + 1, sizeof(*pairs));
	size_t n = pairs && metric != COMPARE_P99 ? gather_pairs(item, span, control, other, pairs)
						  : 0;
	double error = error_of_median(&control->spans[other]);

	figure->controlled = figure->log - log(control->spans[other].median_ns);
	figure->error = hypot(figure->error, error);
	figure->spread = figure->error * sqrt(launches_of(item));
	if (n >= PAIRS_MIN) {
		struct interval interval = paired_interval(pairs, n, CONFIDENCE);

		figure->controlled = paired_estimate(pairs, n);
		figure->error = (interval.high - interval.low) / (2 * Z);
		figure->spread = figure->error * sqrt((double)n);
	}
	free(pairs);
}

struct figure figure_of(const struct result_case *item, const struct result_case *control,
			enum compare_metric metric)
{
	double ns = value_of(item, metric);
	struct figure figure = {NAN, NAN, NAN, NAN, NAN};

	if (!(ns > 0))
		return figure;
	figure.ns = ns;
	figure.log = log(ns);
	if (metric != COMPARE_P99)
		figure.error = error_of_median(&item->spans[spans[metric]]);
	figure.spread = figure.error * sqrt(launches_of(item));
	if (control)
		control_figure(&figure, item, control, metric);
	return figure;
}

/* Welford, 1962. */
void figures_add(struct figures *figures, const struct figure *figure, bool is_controlled)
{
	double value = is_controlled ? figure->controlled : figure->log;
	double delta = value - figures->mean;

	figures->count++;
	figures->mean += delta / (double)figures->count;
	figures->square_sum += delta * (value - figures->mean);
	figures->mean_log += (figure->log - figures->mean_log) / (double)figures->count;
	figures->spread +=
		(figure->spread * figure->spread - figures->spread) / (double)figures->count;
	figures->variance +=
		(figure->error * figure->error - figures->variance) / (double)figures->count;
}

struct change figures_compare(const struct figures *old, const struct figures *new, bool repeats)
{
	double runs = (double)(old->count + new->count);
	double within =
		(old->variance * (double)old->count + new->variance *(double)new->count) / runs;
	struct change change = {.difference = new->mean - old->mean};
	double variance;

	if (repeats) {
		change.df = COMPARE_RUN_DF;
		variance = within;
	} else if (runs > 2) {
		change.df = runs - 2;
		/* the error of a tail is unknown (NAN), which fmax() ignores */
		variance = fmax((old->square_sum + new->square_sum) / change.df, within);
	} else {
		change.df = COMPARE_RUN_DF;
		/* runs are assumed to vary at least as much as launches */
		variance = fmax(COMPARE_RUN_SD * COMPARE_RUN_SD, (old->spread + new->spread) / 2) +
			   within;
	}
	change.error = sqrt(variance * (1 / (double)old->count + 1 / (double)new->count));
	return change;
}
