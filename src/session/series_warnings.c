/* series_warnings: warnings from the series of samples and launches. */
#include "series_warnings.h"

#include "level_warning.h"

#include "procbench/stats/order.h"
#include "procbench/stats/trend.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

/* More outliers than this move the mean and p99 of an ordinary run. */
#define OUTLIERS_MOST 0.05

/* The quartiles of fewer samples are too uncertain to call one of them an outlier. */
#define OUTLIERS_SAMPLES_LEAST 50

/* With fewer launches their series is not tested. */
#define LAUNCHES_LEAST 10

/* A smaller effect does not matter. */
#define FIRST_LEAST        1.2
#define TREND_CHANGE_LEAST 0.03

/* How many robust standard deviations of the others a first launch is off. */
#define FIRST_LAUNCH_SD 10

/* Interquartile range of a normal distribution, in standard deviations. */
#define IQR_SD 1.349

/* ---- outliers ---- */

int series_warn_of_outliers(struct result *result)
{
	const struct result_case *worst = NULL;
	double most = OUTLIERS_MOST;

	for (size_t i = 0; i < result->case_count; i++) {
		const struct result_case *item = &result->cases[i];
		double share = item->outliers / (double)item->spans[SPAN_TOTAL].samples;

		if (share > most && item->spans[SPAN_TOTAL].samples >= OUTLIERS_SAMPLES_LEAST) {
			most = share;
			worst = item;
		}
	}
	if (!worst)
		return 0;
	return result_warn(
		result,
		"%s: %.0f of %" PRIu64 " samples are outliers (%.1f%%; more than 10 robust "
		"SD from the median): other load or interrupts; mean and p99 will not repeat "
		"(measure on an idle machine, see 'procbench doctor')",
		worst->spec, worst->outliers, worst->spans[SPAN_TOTAL].samples, 100 * most);
}

/* How many times the others the first of something takes; `scratch` has room for the launches. */
typedef double first_factor(const struct result_case *item, double *scratch);

/* The case with the largest factor above FIRST_LEAST, or NULL; 0 or -1 without memory. */
static int find_worst(const struct result *result, first_factor *factor_of,
		      const struct result_case **worst, double *most)
{
	*worst = NULL;
	*most = FIRST_LEAST;
	for (size_t i = 0; i < result->case_count; i++) {
		const struct result_case *item = &result->cases[i];
		double *scratch = calloc(item->launch_count + 1, sizeof(*scratch));
		double factor = scratch ? factor_of(item, scratch) : 1;

		if (!scratch)
			return -1;
		free(scratch);
		if (factor > *most) {
			*most = factor;
			*worst = item;
		}
	}
	return 0;
}

/* ---- the first launch ---- */

/* Logarithms of the medians of the case's launches without stamps, by round. */
static size_t gather_launches(const struct result_case *item, double *logs)
{
	size_t n = 0;

	for (size_t i = 0; i < item->launch_count; i++)
		if (!item->launches[i].stamped && item->launches[i].median_ns > 0)
			logs[n++] = log(item->launches[i].median_ns);
	return n;
}

/* How many times the median of the others the first takes; 1 where that is not unusual. */
static double first_launch_factor(const struct result_case *item, double *logs)
{
	size_t n = gather_launches(item, logs);
	double first = logs[0], median, sd;

	if (n < LAUNCHES_LEAST)
		return 1;
	order_sort(logs + 1, n - 1);
	median = order_quantile(logs + 1, n - 1, 0.5);
	sd = (order_quantile(logs + 1, n - 1, 0.75) - order_quantile(logs + 1, n - 1, 0.25)) /
	     IQR_SD;
	return first - median > FIRST_LAUNCH_SD * sd ? exp(first - median) : 1;
}

int series_warn_of_first_launch(struct result *result)
{
	const struct result_case *worst;
	double most;
	int status;

	status = find_worst(result, first_launch_factor, &worst, &most);
	if (!worst)
		return status;
	return result_warn(
		result,
		"%s: the first launch took %.1fx the time of the others: caches were cold; "
		"the median is hardly affected, mean and max are (run the command once "
		"before, or use a larger --launches)",
		worst->spec, most);
}

/* ---- first samples ---- */

/* P(B >= k) of B binomial(n, 1/2). */
static double sign_test(size_t k, size_t n)
{
	double sum = 0;

	for (size_t i = k; i <= n; i++)
		sum += exp(lgamma((double)n + 1) - lgamma((double)i + 1) -
			   lgamma((double)(n - i) + 1) - (double)n * M_LN2);
	return sum;
}

/*
 * How many times the median of its launch the first sample takes, in the median over launches; 1
 * where as many are below the median of their launch as chance puts there.
 */
static double first_sample_factor(const struct result_case *item, double *factors)
{
	size_t n = 0, above = 0;

	for (size_t i = 0; i < item->launch_count; i++) {
		const struct result_launch *launch = &item->launches[i];

		if (launch->stamped || !(launch->first_ns > 0) || !(launch->median_ns > 0))
			continue;
		factors[n++] = launch->first_ns / launch->median_ns;
		above += launch->first_ns > launch->median_ns;
	}
	if (n < LAUNCHES_LEAST || sign_test(above, n) > ALARM_P)
		return 1;
	order_sort(factors, n);
	return order_quantile(factors, n, 0.5);
}

int series_warn_of_first_samples(struct result *result)
{
	const struct result_case *worst;
	double most;
	int status;

	/* creators that wait for each other at a gate cool down there, whatever their warm-up */
	for (size_t i = 0; i < result->case_count; i++)
		if (result_case_is_loaded(&result->cases[i]))
			return 0;
	status = find_worst(result, first_sample_factor, &worst, &most);
	if (!worst)
		return status;
	return result_warn(
		result,
		"%s: the first sample of a launch takes %.1fx the time of the others: the "
		"warm-up is too short (use a larger --warmup)",
		worst->spec, most);
}

/* ---- a trend ---- */

int series_warn_of_trend(struct result *result)
{
	struct level_change change;
	struct trend trend;
	double *levels;
	size_t n;

	if (level_warning_find(result, &change, &n) < 0 || level_series(result, &levels, &n) < 0)
		return -1;
	trend = trend_find(levels, n);
	free(levels);
	trend.slope *= n > 0 ? (double)(n - 1) : 0;
	/* a change of level, which has a warning of its own, is a trend, too */
	if (change.at > 0 || !(trend.p <= ALARM_P) || fabs(trend.slope) < log1p(TREND_CHANGE_LEAST))
		return 0;
	return result_warn(result,
			   "the machine became %.1f%% %s over %zu rounds (p = %.2g): compare "
			   "ratios and x floor, not absolute times (let it reach a steady state "
			   "first; see 'procbench doctor --measure')",
			   100 * fabs(expm1(trend.slope)), trend.slope > 0 ? "slower" : "faster", n,
			   trend.p);
}
