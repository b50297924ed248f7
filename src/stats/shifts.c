/* shifts: at which points a series of measurements changes its level. */
#include "procbench/stats/shifts.h"

#include "procbench/stats/order.h"
#include "procbench/stats/student.h"

#include "segments.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>

#define NEIGHBOURS  4
#define ALIKE_LEAST 2

/* From the median absolute difference of two normal values to the SD of one. */
#define SD_PER_MAD (1.482602218505602 * M_SQRT1_2)

/* 2 ln(1 / (1 - sqrt(0.95))): the quantile of the larger of two independent exponentials. */
#define PLACE_QUANTILE 7.352

/* ---- spikes ---- */

static double robust_sd(const double *values, size_t n, double *scratch)
{
	for (size_t i = 1; i < n; i++)
		scratch[i - 1] = fabs(values[i] - values[i - 1]);
	order_sort(scratch, n - 1);
	return SD_PER_MAD * order_quantile(scratch, n - 1, 0.5);
}

/* Compares with the two points on each side, or more on one side where the series ends. */
static bool is_spike(const double *values, size_t n, size_t at, double tolerance)
{
	size_t first = at < NEIGHBOURS / 2 ? 0 : at - NEIGHBOURS / 2;
	size_t alike = 0;

	if (first + NEIGHBOURS >= n)
		first = n - 1 - NEIGHBOURS;
	for (size_t i = first; i <= first + NEIGHBOURS; i++)
		alike += i != at && fabs(values[i] - values[at]) <= tolerance;
	return alike < ALIKE_LEAST;
}

static void mark_spikes(const double *values, size_t n, double tolerance, struct shifts *shifts)
{
	for (size_t i = 0; i < n; i++)
		shifts->marks[i] = is_spike(values, n, i, tolerance) ? SHIFTS_SPIKE : SHIFTS_NORMAL;
	for (size_t i = n; i > n - (SHIFTS_SEGMENT_LEAST - 1); i--) {
		if (shifts->marks[i - 1] == SHIFTS_NORMAL)
			break;
		shifts->marks[i - 1] = SHIFTS_UNCONFIRMED;
	}
}

/* ---- steps ---- */

/* Less the squares of the values, which all places of a split have in common. */
static double cost_of_split(double left, size_t left_count, double right, size_t right_count)
{
	return -left * left / (double)left_count - right * right / (double)right_count;
}

/* The places of the split that raise the sum of squares by no more than `bound`. */
static void place_step(const struct segments *points, const size_t at[3], double bound,
		       struct shifts_step *step)
{
	const double *values = points->values;
	double shift = segments_mean(values, at[0], at[2]); /* so that sums stay small */
	double left = 0, right, least;
	size_t first = at[1], last = at[1];

	for (size_t i = at[0]; i < at[1]; i++)
		left += values[i] - shift;
	least = cost_of_split(left, at[1] - at[0], -left, at[2] - at[1]);
	left = 0;
	for (size_t i = at[0] + 1; i < at[2]; i++) {
		left += values[i - 1] - shift;
		right = -left;
		if (cost_of_split(left, i - at[0], right, at[2] - i) - least > bound)
			continue;
		first = i < first ? i : first;
		last = i > last ? i : last;
	}
	step->at = points->places[at[1]];
	step->before = points->places[at[1] - 1];
	step->first = points->places[first];
	step->last = points->places[last];
}

static void measure_step(const struct segments *points, const size_t at[3], double variance,
			 struct shifts_step *step)
{
	double df = (double)(points->count - points->split_count - 1);
	double means = variance / (double)(at[1] - at[0]) + variance / (double)(at[2] - at[1]);
	double half = student_quantile(1 - SHIFTS_CONFIDENCE, df) * sqrt(means);

	step->change = segments_mean(points->values, at[1], at[2]) -
		       segments_mean(points->values, at[0], at[1]);
	step->low = step->change - half;
	step->high = step->change + half;
}

static int describe(const struct segments *points, struct shifts *shifts)
{
	double variance = points->sd * points->sd * points->inflation;
	size_t at[3];

	shifts->steps = calloc(points->split_count + 1, sizeof(*shifts->steps));
	if (!shifts->steps)
		return -ENOMEM;
	for (size_t k = 0; k < points->split_count; k++) {
		segments_at(points, k, &at[0], &at[1]);
		segments_at(points, k + 1, &at[1], &at[2]);
		place_step(points, at, PLACE_QUANTILE * variance, &shifts->steps[k]);
		measure_step(points, at, variance, &shifts->steps[k]);
	}
	shifts->step_count = points->split_count;
	return 0;
}

/* A spike gets the level of the segment that it interrupts or precedes. */
static void set_levels(const struct segments *points, size_t n, double *levels)
{
	size_t begin, end, place = 0;

	for (size_t k = 0; k <= points->split_count; k++) {
		double mean;

		segments_at(points, k, &begin, &end);
		mean = segments_mean(points->values, begin, end);
		for (end = k < points->split_count ? points->places[end] : n; place < end; place++)
			levels[place] = mean;
	}
}

/* ---- all of it ---- */

static void leave_out_spikes(const double *values, size_t n, const struct shifts *shifts,
			     struct segments *points)
{
	for (size_t i = 0; i < n; i++) {
		if (shifts->marks[i] != SHIFTS_NORMAL)
			continue;
		points->values[points->count] = values[i];
		points->places[points->count++] = i;
	}
}

static int judge(const double *values, size_t n, double sd_least, struct segments *points,
		 struct shifts *shifts)
{
	double robust = robust_sd(values, n, points->values);
	int status = 0;

	mark_spikes(values, n, SHIFTS_ALIKE * fmax(robust, sd_least), shifts);
	leave_out_spikes(values, n, shifts, points);
	shifts->is_judged = points->count >= SHIFTS_POINTS_LEAST;
	if (shifts->is_judged)
		status = segments_find(points, robust, sd_least);
	if (status == 0 && shifts->is_judged) {
		shifts->sd = points->sd;
		shifts->correlation = segments_correlation(points);
		status = describe(points, shifts);
	}
	if (status == 0 && points->count > 0)
		set_levels(points, n, shifts->levels);
	return status;
}

int shifts_find(const double *values, size_t n, double sd_least, struct shifts *shifts)
{
	struct segments points = {
		.values = malloc((n + 1) * sizeof(double)),
		.places = malloc((n + 1) * sizeof(size_t)),
		.splits = malloc((n + 1) * sizeof(size_t)),
	};
	int status = -ENOMEM;

	*shifts = (struct shifts){.sd = NAN, .correlation = NAN};
	shifts->marks = calloc(n + 1, sizeof(*shifts->marks));
	shifts->levels = malloc((n + 1) * sizeof(*shifts->levels));
	for (size_t i = 0; i < n && shifts->levels; i++)
		shifts->levels[i] = NAN;
	if (points.values && points.places && points.splits && shifts->marks && shifts->levels)
		status = n >= SHIFTS_POINTS_LEAST ? judge(values, n, sd_least, &points, shifts) : 0;
	free(points.values);
	free(points.places);
	free(points.splits);
	return status;
}

void shifts_free(struct shifts *shifts)
{
	free(shifts->marks);
	free(shifts->levels);
	free(shifts->steps);
	*shifts = (struct shifts){0};
}
