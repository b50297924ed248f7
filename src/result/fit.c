/* fit: linear fits of sweeps: how a cost grows with a key. */
#define _GNU_SOURCE
#include "procbench/result/fit.h"

#include "crossover.h"
#include "pairing.h"
#include "sweep.h"

#include "procbench/result/result.h"
#include "procbench/stats/line.h"
#include "procbench/stats/order.h"
#include "procbench/stats/paired.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define POINTS_MIN 3
#define CONFIDENCE 0.95
#define NORMAL_95  1.959964 /* half the width of a 95 % interval, in standard errors */

/* ---- the line ---- */

/* Working arrays of one sweep, one element per point. */
struct sweep {
	double *x;
	double *y; /* medians */
	double *weights;
	double *round;  /* the times of one round */
	double *slopes; /* one element per round, as the intercepts */
	double *intercepts;
};

static int compare_doubles(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/*
 * The weight of a point is 1 / variance of its median, from the CI over its launches. With few
 * launches that variance is uncertain, and a point whose launches agree by chance would dominate
 * the fit; so it is averaged with the median relative variance of all points. Without CIs all
 * points have the same relative variance.
 */
static void weigh(const struct result_fit *fit, const struct result *result, struct sweep *sweep)
{
	double common;

	for (size_t i = 0; i < fit->count; i++) {
		const struct result_span *total =
			&result->cases[fit->points[i].item].spans[SPAN_TOTAL];
		double half = (total->median_high_ns - total->median_low_ns) / 2;

		sweep->weights[i] = isfinite(half) ? half / NORMAL_95 / total->median_ns : 0;
		sweep->round[i] = sweep->weights[i];
	}
	qsort(sweep->round, fit->count, sizeof(*sweep->round), compare_doubles);
	common = order_quantile(sweep->round, fit->count, 0.5);
	if (common == 0)
		common = FIT_OFF;
	for (size_t i = 0; i < fit->count; i++) {
		double variance = (sweep->weights[i] * sweep->weights[i] + common * common) / 2 *
				  sweep->y[i] * sweep->y[i];

		sweep->weights[i] = 1 / variance;
	}
}

/* Stores the line of each round that has all points, and returns their number. */
static size_t round_lines(const struct result_fit *fit, const struct result *result,
			  struct sweep *sweep)
{
	struct pairing_sweep rounds = {
		.result = result, .points = fit->points, .count = fit->count};
	size_t n = 0;

	while (pairing_next_sweep(&rounds, sweep->round)) {
		struct line line = line_fit(sweep->x, sweep->round, sweep->weights, fit->count);

		sweep->slopes[n] = line.slope;
		sweep->intercepts[n] = line.intercept;
		n += isfinite(line.slope);
	}
	return n;
}

static void fit_rounds(struct result_fit *fit, const struct result *result, struct sweep *sweep)
{
	size_t n = round_lines(fit, result, sweep);
	struct interval interval = paired_interval(sweep->slopes, n, CONFIDENCE);

	fit->slope_ns = paired_estimate(sweep->slopes, n);
	fit->slope_low_ns = interval.low;
	fit->slope_high_ns = interval.high;
	interval = paired_interval(sweep->intercepts, n, CONFIDENCE);
	fit->intercept_ns = paired_estimate(sweep->intercepts, n);
	fit->intercept_low_ns = interval.low;
	fit->intercept_high_ns = interval.high;
}

/* From the line of each round, so that slope and intercept vary together. */
static void extend_line(struct result_extrapolation *beyond, const struct result_fit *fit,
			const struct result *result, struct sweep *sweep)
{
	size_t n = round_lines(fit, result, sweep);
	struct interval interval;

	for (size_t k = 0; k < n; k++)
		sweep->slopes[k] = sweep->intercepts[k] + sweep->slopes[k] * beyond->value;
	interval = paired_interval(sweep->slopes, n, CONFIDENCE);
	beyond->ns = paired_estimate(sweep->slopes, n);
	beyond->low_ns = interval.low;
	beyond->high_ns = interval.high;
}

/* Where a line does not fit, there is no interval either. */
static void extend_last_slope(struct result_extrapolation *beyond, const struct result_fit *fit,
			      const struct sweep *sweep)
{
	size_t last = fit->count - 1;

	beyond->ns = sweep->y[last] + fit->slope_above_ns * (beyond->value - sweep->x[last]);
	beyond->low_ns = beyond->high_ns = NAN;
}

static int extrapolate(struct result_fit *fit, const struct result *result, struct sweep *sweep)
{
	int status = sweep_gather_beyond(fit, result);

	for (size_t i = 0; i < fit->beyond_count; i++) {
		if (fit->is_line)
			extend_line(&fit->beyond[i], fit, result, sweep);
		else
			extend_last_slope(&fit->beyond[i], fit, sweep);
	}
	return status;
}

static size_t fewest_launches(const struct result_fit *fit, const struct result *result)
{
	size_t fewest = SIZE_MAX;

	for (size_t i = 0; i < fit->count; i++) {
		const struct result_case *item = &result->cases[fit->points[i].item];
		size_t launches = 0;

		for (size_t k = 0; k < item->launch_count; k++)
			launches += !item->launches[k].stamped;
		if (isnan(item->spans[SPAN_TOTAL].median_low_ns))
			launches = 0;
		fewest = launches < fewest ? launches : fewest;
	}
	return fewest;
}

static void judge_line(struct result_fit *fit, const struct result *result, struct sweep *sweep)
{
	double df = (double)fewest_launches(fit, result) - 1;

	fit->lack_of_fit = NAN;
	for (size_t i = 0; i < fit->count; i++) {
		struct result_fit_point *point = &fit->points[i];

		point->residual_ns = sweep->y[i] - fit->intercept_ns - fit->slope_ns * point->value;
		fit->lack_of_fit = fmax(fit->lack_of_fit, fabs(point->residual_ns) / sweep->y[i]);
	}
	fit->lack_of_fit_p = line_lack_of_fit_p(sweep->x, sweep->y, sweep->weights, fit->count, df);
	fit->is_line = !(fit->lack_of_fit_p < FIT_P && fit->lack_of_fit > FIT_OFF);
	fit->slope_below_ns = fit->slope_above_ns = NAN;
	if (!fit->is_line) {
		struct line_breakpoint breakpoint =
			line_breakpoint(sweep->x, sweep->y, sweep->weights, fit->count);

		fit->breakpoint = breakpoint.at;
		fit->slope_below_ns = breakpoint.slope_below;
		fit->slope_above_ns = breakpoint.slope_above;
	}
}

static int fit_line(struct result_fit *fit, const struct result *result)
{
	size_t launches = result->cases[fit->points[0].item].launch_count, n = fit->count;
	double *memory = calloc(4 * n + 2 * launches + 1, sizeof(*memory));
	struct sweep sweep = {memory,         memory + n,     memory + 2 * n,
			      memory + 3 * n, memory + 4 * n, memory + 4 * n + launches};
	int status;

	if (!memory)
		return -ENOMEM;
	for (size_t i = 0; i < n; i++) {
		sweep.x[i] = fit->points[i].value;
		sweep.y[i] = result->cases[fit->points[i].item].spans[SPAN_TOTAL].median_ns;
	}
	weigh(fit, result, &sweep);
	fit_rounds(fit, result, &sweep);
	judge_line(fit, result, &sweep);
	status = extrapolate(fit, result, &sweep);
	free(memory);
	return status;
}

/* ---- all of them ---- */

static void free_fit(struct result_fit *fit)
{
	free(fit->spec);
	free(fit->key);
	free(fit->points);
	free(fit->beyond);
}

static int append(struct result *result, struct result_fit *fit)
{
	struct result_fit *fits = realloc(result->fits, (result->fit_count + 1) * sizeof(*fits));

	if (!fits)
		return -ENOMEM;
	result->fits = fits;
	fits[result->fit_count++] = *fit;
	return 0;
}

static int add_fit(struct result *result, size_t first, const char *key)
{
	struct result_fit fit = {
		.points = calloc(result->case_count, sizeof(*fit.points)),
		.key = strdup(key),
		.spec = sweep_spec(result->cases[first].spec, key),
	};
	int status = fit.points && fit.key && fit.spec ? 0 : -ENOMEM;

	if (status == 0)
		sweep_gather(&fit, result, first, key);
	if (status == 0 && fit.count >= POINTS_MIN) {
		sweep_choose_unit(&fit);
		status = fit_line(&fit, result);
		if (status == 0 && isfinite(fit.slope_ns) && append(result, &fit) == 0)
			return 0;
	}
	free_fit(&fit);
	return status;
}

int fit_derive(struct result *result)
{
	int status = 0;

	fit_free(result);
	if (result->case_count > FIT_CASES_MAX)
		return 0;
	for (size_t i = 0; i < result->case_count; i++) {
		const struct result_case *item = &result->cases[i];

		for (size_t k = 0; k < item->key_count && status == 0; k++)
			if (sweep_varies(result, item, k) &&
			    sweep_is_first(result, i, item->keys[k].name))
				status = add_fit(result, i, item->keys[k].name);
	}
	return status == 0 ? crossover_derive(result) : status;
}

void fit_free(struct result *result)
{
	for (size_t i = 0; i < result->fit_count; i++)
		free_fit(&result->fits[i]);
	free(result->fits);
	free(result->crossovers);
	result->fits = NULL;
	result->crossovers = NULL;
	result->fit_count = result->crossover_count = 0;
}
