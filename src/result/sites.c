/* sites: what replacing the calls of an observed program saves. */
#include "procbench/result/sites.h"

#include "pairing.h"

#include "procbench/result/fields.h"
#include "procbench/stats/paired.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define CONFIDENCE 0.95

/* The two cases of a site. */
struct pair {
	const struct result_case *now;
	const struct result_case *then; /* NULL: nothing is saved, all of `now` counts */
	double calls;
};

const struct result_case *sites_case(const struct result *result, const char *spec)
{
	for (size_t i = 0; spec && i < result->case_count; i++)
		if (strcmp(result->cases[i].spec, spec) == 0)
			return &result->cases[i];
	return NULL;
}

static bool find_pair(const struct result *result, const struct result_site *site,
		      struct pair *pair)
{
	pair->now = sites_case(result, site->now);
	pair->then = sites_case(result, site->then);
	pair->calls = (double)site->calls;
	return pair->now && pair->then && pair->now->launch_count > 0 &&
	       pair->then->launch_count > 0;
}

/* What all calls of the pairs save in that round; NAN unless it has both cases of each. */
static double saved_in(uint64_t round, const struct pair *pairs, size_t count)
{
	double sum = 0;

	for (size_t i = 0; i < count; i++) {
		const struct result_launch *now = pairing_launch(pairs[i].now, round, false);
		const struct result_launch *then =
			pairs[i].then ? pairing_launch(pairs[i].then, round, false) : NULL;

		if (!now || (pairs[i].then && !then))
			return NAN;
		sum += pairs[i].calls *
		       (now->span_ns[SPAN_TOTAL] - (then ? then->span_ns[SPAN_TOTAL] : 0));
	}
	return sum;
}

/* Estimates what a run saves; `values` holds one number per launch of the first case. */
static void estimate(struct result_site *site, const struct pair *pairs, size_t count,
		     double *values)
{
	struct interval interval;
	size_t n = 0;

	for (size_t i = 0; i < pairs->now->launch_count; i++) {
		const struct result_launch *launch = &pairs->now->launches[i];

		values[n] = launch->stamped ? NAN : saved_in(launch->round, pairs, count);
		n += isfinite(values[n]);
	}
	interval = paired_interval(values, n, CONFIDENCE);
	site->saved_run_ns = paired_estimate(values, n);
	site->saved_run_low_ns = interval.low;
	site->saved_run_high_ns = interval.high;
	if (site->calls > 0) {
		site->saved_ns = site->saved_run_ns / (double)site->calls;
		site->saved_low_ns = interval.low / (double)site->calls;
		site->saved_high_ns = interval.high / (double)site->calls;
	}
}

int sites_derive(struct result *result)
{
	struct pair *pairs = calloc(result->site_count + 1, sizeof(*pairs));
	double *values = calloc(pairing_most(result), sizeof(*values));
	size_t count = 0;

	fields_clear(&fields_of_site, &result->replay);
	result->replay.calls = 0;
	for (size_t i = 0; pairs && values && i < result->site_count; i++) {
		struct result_site *site = &result->sites[i];

		fields_clear(&fields_of_site, site);
		if (!find_pair(result, site, &pairs[count]))
			continue;
		estimate(site, &pairs[count++], 1, values);
		result->replay.calls += site->calls;
	}
	if (count > 0)
		estimate(&result->replay, pairs, count, values);
	free(pairs);
	free(values);
	return pairs && values ? 0 : -ENOMEM;
}

int sites_cost(const struct result *result, const struct result_site *sites, size_t count,
	       struct result_site *run)
{
	struct pair *pairs = calloc(count + 1, sizeof(*pairs));
	double *values = calloc(pairing_most(result), sizeof(*values));
	size_t measured = 0;

	fields_clear(&fields_of_site, run);
	run->calls = 0;
	for (size_t i = 0; pairs && i < count; i++) {
		const struct result_case *now = sites_case(result, sites[i].now);

		if (!now || now->launch_count == 0)
			continue;
		pairs[measured++] = (struct pair){.now = now, .calls = (double)sites[i].calls};
		run->calls += sites[i].calls;
	}
	if (pairs && values && measured > 0)
		estimate(run, pairs, measured, values);
	free(pairs);
	free(values);
	return pairs && values ? 0 : -ENOMEM;
}

double sites_run_ns(const struct result *result)
{
	double sum = NAN;

	for (size_t i = 0; i < result->site_count; i++) {
		struct pair pair;
		double ns;

		if (!find_pair(result, &result->sites[i], &pair))
			continue;
		ns = pair.calls * pair.now->spans[SPAN_TOTAL].median_ns;
		sum = isnan(sum) ? ns : sum + ns;
	}
	return sum;
}
