/* fit: what a sweep says: how a cost grows with a key. */
#define _GNU_SOURCE
#include "procbench/result/fit.h"

#include "crossover.h"
#include "rounds.h"

#include "procbench/base/keys.h"
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

/* ---- which cases make a sweep ---- */

static const struct result_key *key_of(const struct result_case *item, const char *name)
{
	for (size_t i = 0; i < item->key_count; i++)
		if (strcmp(item->keys[i].name, name) == 0)
			return &item->keys[i];
	return NULL;
}

/* The same, where it is likely to be the one at `place`. */
static const struct result_key *key_at(const struct result_case *item, size_t place,
				       const char *name)
{
	if (place < item->key_count && strcmp(item->keys[place].name, name) == 0)
		return &item->keys[place];
	return key_of(item, name);
}

static bool same_string(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

static bool same_value(const struct result_key *a, const struct result_key *b)
{
	return a->is_number == b->is_number &&
	       (a->is_number ? a->number == b->number : same_string(a->string, b->string));
}

/* Whether two cases differ in the number of that key at most. */
static bool same_but_for(const struct result_case *a, const struct result_case *b, const char *key)
{
	if (strcmp(a->method, b->method) != 0 || !same_string(a->lacks, b->lacks) ||
	    a->key_count != b->key_count || !key_of(b, key))
		return false;
	for (size_t i = 0; i < a->key_count; i++) {
		const struct result_key *other = key_at(b, i, a->keys[i].name);

		if (!other || a->keys[i].is_number != other->is_number ||
		    (strcmp(a->keys[i].name, key) != 0 && !same_value(&a->keys[i], other)))
			return false;
	}
	return true;
}

static bool is_measured(const struct result_case *item)
{
	return !item->implied && isfinite(item->spans[SPAN_TOTAL].median_ns);
}

static int compare_points(const void *a, const void *b)
{
	double x = ((const struct result_fit_point *)a)->value;
	double y = ((const struct result_fit_point *)b)->value;

	return (x > y) - (x < y);
}

/* The cases from `first` on that differ from it in the key only, one a value. */
static void gather_points(struct result_fit *fit, const struct result *result, size_t first,
			  const char *key)
{
	for (size_t i = first; i < result->case_count; i++) {
		const struct result_case *item = &result->cases[i];
		bool is_new = is_measured(item) && same_but_for(&result->cases[first], item, key);
		double value = is_new ? key_of(item, key)->number : NAN;

		for (size_t k = 0; k < fit->count && is_new; k++)
			is_new = fit->points[k].value != value;
		if (is_new)
			fit->points[fit->count++] =
				(struct result_fit_point){.item = i, .value = value};
	}
	qsort(fit->points, fit->count, sizeof(*fit->points), compare_points);
}

static bool is_first_of_its_kind(const struct result *result, size_t item, const char *key)
{
	for (size_t i = 0; i < item; i++)
		if (is_measured(&result->cases[i]) &&
		    same_but_for(&result->cases[i], &result->cases[item], key))
			return false;
	return is_measured(&result->cases[item]);
}

/* Whether another case of the method has another number of that key. */
static bool varies(const struct result *result, const struct result_case *item, size_t place)
{
	const struct result_key *key = &item->keys[place];

	for (size_t i = 0; i < result->case_count && key->is_number; i++) {
		const struct result_case *other = &result->cases[i];
		const struct result_key *its = NULL;

		if (strcmp(other->method, item->method) == 0)
			its = key_at(other, place, key->name);
		if (its && its->is_number && its->number != key->number)
			return true;
	}
	return false;
}

/* "fork:rss=1G,vmas=10" without "rss" is "fork:vmas=10". */
static char *spec_without(const char *spec, const char *key)
{
	size_t method = strcspn(spec, ":"), length = strlen(key);
	const char *at = spec[method] ? spec + method + 1 : NULL;
	struct text rest = {0};
	char separator = ':';

	text_add_bytes(&rest, spec, method);
	while (at) {
		const char *end = at;

		while (*end && *end != ',')
			end += end[0] == '\\' && end[1] ? 2 : 1;
		if (strncmp(at, key, length) != 0 || at[length] != '=') {
			text_add_char(&rest, separator);
			text_add_bytes(&rest, at, (size_t)(end - at));
			separator = ',';
		}
		at = *end ? end + 1 : NULL;
	}
	return text_take(&rest);
}

/* Sizes are told in the larger of KiB and MiB that the sweep reaches, counts as they are. */
static void choose_unit(struct result_fit *fit)
{
	bool is_large = fit->points[fit->count - 1].value >= 1 << 20;

	fit->unit = fit->key;
	fit->unit_size = 1;
	for (int key = 0; key < KEY_COUNT; key++) {
		if (strcmp(key_table[key].name, fit->key) != 0)
			continue;
		if (key_table[key].kind == KEY_BYTES) {
			fit->unit = is_large ? "MiB" : "KiB";
			fit->unit_size = is_large ? 1 << 20 : 1 << 10;
		} else if (key_table[key].unit) {
			fit->unit = key_table[key].unit;
		}
	}
	for (size_t i = 0; i < fit->count; i++)
		fit->points[i].value /= fit->unit_size;
}

/* ---- the line ---- */

/* Of one sweep, an array for each: a place for each point. */
struct sweep {
	double *x;
	double *y; /* medians */
	double *weights;
	double *round; /* the times of one round */
};

static int compare_doubles(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/*
 * The weight of a point: 1 / variance of its median, from its launches' interval. A few launches
 * tell their spread badly, and a point whose launches agree by chance would rule the line; so the
 * variance is the mean of its own and of that which all points have, relative to their medians, in
 * the middle. Without intervals (few launches) all are known equally well, relatively.
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

static void fit_rounds(struct result_fit *fit, const struct result *result, struct sweep *sweep,
		       double *slopes, double *intercepts)
{
	struct rounds rounds = {.result = result, .points = fit->points, .count = fit->count};
	struct interval interval;
	size_t n = 0;

	while (rounds_next(&rounds, sweep->round)) {
		struct line line = line_fit(sweep->x, sweep->round, sweep->weights, fit->count);

		slopes[n] = line.slope;
		intercepts[n] = line.intercept;
		n += isfinite(line.slope);
	}
	interval = paired_interval(slopes, n, CONFIDENCE);
	fit->slope_ns = paired_estimate(slopes, n);
	fit->slope_low_ns = interval.low;
	fit->slope_high_ns = interval.high;
	interval = paired_interval(intercepts, n, CONFIDENCE);
	fit->intercept_ns = paired_estimate(intercepts, n);
	fit->intercept_low_ns = interval.low;
	fit->intercept_high_ns = interval.high;
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
	struct sweep sweep = {memory, memory + n, memory + 2 * n, memory + 3 * n};

	if (!memory)
		return -ENOMEM;
	for (size_t i = 0; i < n; i++) {
		sweep.x[i] = fit->points[i].value;
		sweep.y[i] = result->cases[fit->points[i].item].spans[SPAN_TOTAL].median_ns;
	}
	weigh(fit, result, &sweep);
	fit_rounds(fit, result, &sweep, memory + 4 * n, memory + 4 * n + launches);
	judge_line(fit, result, &sweep);
	free(memory);
	return 0;
}

/* ---- all of them ---- */

static void free_fit(struct result_fit *fit)
{
	free(fit->spec);
	free(fit->key);
	free(fit->points);
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
		.spec = spec_without(result->cases[first].spec, key),
	};
	int status = fit.points && fit.key && fit.spec ? 0 : -ENOMEM;

	if (status == 0)
		gather_points(&fit, result, first, key);
	if (status == 0 && fit.count >= POINTS_MIN) {
		choose_unit(&fit);
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
			if (varies(result, item, k) &&
			    is_first_of_its_kind(result, i, item->keys[k].name))
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
