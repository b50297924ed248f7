/* derive: computes medians, ratios and multiples of the floor from the launches. */
#include "pairing.h"
#include "scaling.h"

#include "procbench/result/floors.h"
#include "procbench/result/sites.h"
#include "procbench/stats/order.h"
#include "procbench/stats/paired.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define CONFIDENCE 0.95

/* ---- medians of one case ---- */

/* Stores the medians of one span over stamped or unstamped launches in `values`. */
static size_t gather(const struct result_case *item, enum span span, bool stamped, double *values)
{
	size_t n = 0;

	for (size_t i = 0; i < item->launch_count; i++)
		if (item->launches[i].stamped == stamped && !isnan(item->launches[i].span_ns[span]))
			values[n++] = item->launches[i].span_ns[span];
	order_sort(values, n);
	return n;
}

static void derive_spans(struct result_case *item, double *values)
{
	for (int span = 0; span < SPAN_COUNT; span++) {
		struct result_span *to = &item->spans[span];
		size_t n = gather(item, (enum span)span, span_table[span].child_side, values);
		struct interval interval = order_median_interval(values, n, CONFIDENCE);

		to->median_ns = order_quantile(values, n, 0.5);
		to->median_low_ns = interval.low;
		to->median_high_ns = interval.high;
	}
}

/* The probe effect: extra time of a creation whose child takes timestamps. */
static void derive_probe(struct result_case *item, double *values)
{
	size_t n = gather(item, SPAN_TOTAL, true, values);

	item->probe_ns = order_quantile(values, n, 0.5) - item->spans[SPAN_TOTAL].median_ns;
}

/* ---- comparing cases by round ---- */

/* By how much the base exceeds the case in every round that has both. */
static size_t gather_savings(const struct result_case *item, const struct result_case *base,
			     double *values)
{
	struct pairing pairing = {.item = item, .base = base};
	const struct result_launch *launch, *other;
	size_t n = 0;

	while (pairing_next(&pairing, &launch, &other))
		if (launch->span_ns[SPAN_TOTAL] > 0 && other->span_ns[SPAN_TOTAL] > 0)
			values[n++] = other->span_ns[SPAN_TOTAL] - launch->span_ns[SPAN_TOTAL];
	return n;
}

static void derive_ratio(struct result_case *item, const struct result_case *base, double *values)
{
	size_t n = floors_log_ratios(item, base, values);
	struct interval interval = paired_interval(values, n, CONFIDENCE);

	item->ratio = exp(paired_estimate(values, n));
	item->ratio_low = exp(interval.low);
	item->ratio_high = exp(interval.high);
	item->ratio_p = n > 0 ? paired_p(values, n) : NAN;
}

static void derive_difference(struct result_case *item, const struct result_case *base,
			      double *values)
{
	size_t n = gather_savings(base, item, values);
	struct interval interval = paired_interval(values, n, CONFIDENCE);

	item->difference_ns = paired_estimate(values, n);
	item->difference_low_ns = interval.low;
	item->difference_high_ns = interval.high;
}

static void clear_ratio(struct result_case *item)
{
	item->ratio = item->ratio_low = item->ratio_high = NAN;
	item->ratio_p = item->ratio_p_holm = NAN;
	item->difference_ns = item->difference_low_ns = item->difference_high_ns = NAN;
}

void result_clear_ratios(struct result *result)
{
	for (size_t i = 0; i < result->case_count; i++)
		clear_ratio(&result->cases[i]);
}

/* One family of tests: all cases of the run against the reference. */
static int correct_ratios(struct result *result)
{
	double *p = calloc(result->case_count, sizeof(*p));

	if (!p)
		return -ENOMEM;
	for (size_t i = 0; i < result->case_count; i++)
		p[i] = result->cases[i].ratio_p;
	paired_holm(p, result->case_count);
	for (size_t i = 0; i < result->case_count; i++)
		result->cases[i].ratio_p_holm = p[i];
	free(p);
	return 0;
}

/* ---- the floor ---- */

static void derive_floor_multiple(struct result_case *item, const struct result_case *floor,
				  double *values)
{
	size_t n = floor ? floors_log_ratios(item, floor, values) : 0;
	/* its own multiple is 1 by definition, so there is no interval */
	struct interval interval = paired_interval(values, item == floor ? 0 : n, CONFIDENCE);

	item->floor_multiple = exp(paired_estimate(values, n));
	item->floor_multiple_low = exp(interval.low);
	item->floor_multiple_high = exp(interval.high);
}

/* ---- an ablation ---- */

/* The marginal cost of the flag that this case lacks; negative if the flag saves time. */
static void derive_marginal(struct result_case *item, const struct result *result, double *values)
{
	bool lacks_one = item->lacks && *item->lacks && item->full < result->case_count;
	size_t n = lacks_one ? gather_savings(item, &result->cases[item->full], values) : 0;
	struct interval interval = paired_interval(values, n, CONFIDENCE);

	item->marginal_ns = paired_estimate(values, n);
	item->marginal_low_ns = interval.low;
	item->marginal_high_ns = interval.high;
}

/* ---- the whole ---- */

int result_derive(struct result *result, struct error *error)
{
	double *values = calloc(pairing_most(result), sizeof(*values));
	int status;

	if (!values)
		return error_no_memory(error);
	for (size_t i = 0; i < result->case_count; i++) {
		struct result_case *item = &result->cases[i];

		derive_spans(item, values);
		derive_probe(item, values);
		derive_floor_multiple(item, floors_find(result, item), values);
		derive_marginal(item, result, values);
		scaling_derive(result, i, values);
		clear_ratio(item);
		if (i == 0)
			continue;
		derive_ratio(item, &result->cases[0], values);
		derive_difference(item, &result->cases[0], values);
	}
	free(values);
	status = correct_ratios(result);
	if (status == 0)
		status = fit_derive(result);
	if (status == 0)
		status = sites_derive(result);
	return status < 0 ? error_no_memory(error) : 0;
}
