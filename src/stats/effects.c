/* effects: a random-effects model of values from many hosts, each with one or more runs. */
#include "procbench/stats/effects.h"

#include "procbench/stats/student.h"

#include <math.h>

#define LEVEL (1 - EFFECTS_CONFIDENCE)

/* At the minimum detectable effect, as in verdict.c. */
#define POWER 0.95

/* The p, over all hosts of a case, below which one is taken to differ for this purpose. */
#define STANDS_OUT 0.1

/* Moments of weighted values, from which the estimator follows; values are centred before. */
struct moments {
	double count;
	double w;   /* sum of weights */
	double ww;  /* of their squares */
	double wy;  /* of weighted values */
	double wyy; /* of weighted squares */
};

static void add(struct moments *moments, double value, double variance, double sign)
{
	double w = 1 / variance;

	moments->count += sign;
	moments->w += sign * w;
	moments->ww += sign * w * w;
	moments->wy += sign * w * value;
	moments->wyy += sign * w * value * value;
}

/* Cochran's Q. */
static double heterogeneity(const struct moments *moments)
{
	return fmax(moments->wyy - moments->wy / moments->w * moments->wy, 0);
}

/* What the expectation of Q grows by per unit of variance between the values. */
static double scale(const struct moments *moments)
{
	return moments->w - moments->ww / moments->w;
}

static double der_simonian_laird(double q, double df, double c)
{
	return c > 0 ? fmax((q - df) / c, 0) : 0;
}

static double between(const struct moments *moments)
{
	return der_simonian_laird(heterogeneity(moments), moments->count - 1, scale(moments));
}

/* ---- within runs ---- */

/* Replaces the variance of a launch by that of the mean of the run's launches. */
static double moderate(struct effects_run *runs, size_t count)
{
	double squares = 0, df = 0, sum = 0, pooled;

	for (size_t i = 0; i < count; i++)
		if (isfinite(runs[i].variance) && runs[i].launches > 1) {
			squares += runs[i].variance * (runs[i].launches - 1);
			df += runs[i].launches - 1;
		}
	pooled = df > 0 ? squares / df : 0;
	for (size_t i = 0; i < count; i++) {
		double own_df = isfinite(runs[i].variance) ? runs[i].launches - 1 : 0;
		double own = own_df > 0 ? runs[i].variance * own_df : 0;
		double one = (own + pooled * EFFECTS_PRIOR_DF) / (own_df + EFFECTS_PRIOR_DF);

		runs[i].variance = fmax(one / runs[i].launches, EFFECTS_VARIANCE_LEAST);
		sum += runs[i].variance;
	}
	return sum / (double)count;
}

/* ---- hosts ---- */

/* The mean of each host's runs, weighted by their variance and that between runs. */
static void average(const struct effects_run *runs, size_t run_count, struct effects_host *hosts,
		    size_t host_count, double between_runs)
{
	for (size_t i = 0; i < host_count; i++)
		hosts[i] = (struct effects_host){0};
	for (size_t i = 0; i < run_count; i++) {
		struct effects_host *host = &hosts[runs[i].host];
		double w = 1 / (runs[i].variance + between_runs);

		host->runs++;
		host->variance += w;
		/* the running mean, as sums of weighted values would lose digits */
		host->value += w / host->variance * (runs[i].value - host->value);
	}
	for (size_t i = 0; i < host_count; i++)
		hosts[i].variance = 1 / hosts[i].variance;
}

/* The variance between runs of a host; the hosts have the means of their runs. */
static double between_runs(const struct effects_run *runs, size_t run_count,
			   const struct effects_host *hosts, size_t host_count, double *df)
{
	double q = 0, c = 0;

	*df = (double)run_count;
	for (size_t i = 0; i < host_count; i++) {
		*df -= hosts[i].runs > 0;
		c += hosts[i].runs > 0 ? 1 / hosts[i].variance : 0;
	}
	for (size_t i = 0; i < run_count; i++) {
		const struct effects_host *host = &hosts[runs[i].host];
		double w = 1 / runs[i].variance, off = runs[i].value - host->value;

		q += w * off * off;
		c -= w * w * host->variance;
	}
	return *df > 0 ? der_simonian_laird(q, *df, c) : 0;
}

static struct moments moments_of(const struct effects_host *hosts, size_t count, double centre)
{
	struct moments moments = {0};

	for (size_t i = 0; i < count; i++)
		if (hosts[i].runs > 0)
			add(&moments, hosts[i].value - centre, hosts[i].variance, 1);
	return moments;
}

/* The mean of all hosts except one, where the variance between them is `extra`. */
static double mean_without(const struct effects_host *hosts, size_t count, size_t without,
			   double extra, double *variance)
{
	double w = 0, mean = 0;

	for (size_t i = 0; i < count; i++) {
		double weight = 1 / (hosts[i].variance + extra);

		if (hosts[i].runs == 0 || i == without)
			continue;
		w += weight;
		mean += weight / w * (hosts[i].value - mean);
	}
	*variance = 1 / w;
	return mean;
}

/* ---- tests and ranks ---- */

static void test_hosts(struct effects_host *hosts, size_t count, struct effects *fit, double run_df)
{
	struct moments all = moments_of(hosts, count, fit->mean);
	double squares = fit->hosts < 3 ? NAN : 0, least = NAN;

	fit->test_df = fmin((double)fit->hosts - 2, run_df);
	fit->test_error = NAN;
	for (size_t i = 0; i < count; i++) {
		struct moments others = all;
		double extra, variance, error;

		hosts[i].p = hosts[i].others = NAN;
		if (fit->hosts < 3 || hosts[i].runs == 0)
			continue;
		add(&others, hosts[i].value - fit->mean, hosts[i].variance, -1);
		extra = between(&others);
		hosts[i].others = mean_without(hosts, count, i, extra, &variance);
		error = sqrt(hosts[i].variance + extra + variance);
		hosts[i].p = student_p((hosts[i].value - hosts[i].others) / error, fit->test_df);
		squares += error * error / (double)fit->hosts;
		if (!(hosts[i].p >= least)) {
			least = hosts[i].p;
			fit->test_error = error;
		}
	}
	/* a host that is far off makes the errors of all others large, but not its own */
	if (!(least * (double)fit->hosts < STANDS_OUT))
		fit->test_error = sqrt(squares);
}

double effects_mde(const struct effects *fit, double error_rate)
{
	double t = student_quantile(error_rate, fit->test_df);

	return (t + normal_quantile(POWER)) * fit->test_error;
}

static void rank_one(struct effects_host *hosts, size_t count, size_t which, double critical)
{
	struct effects_host *host = &hosts[which];

	for (size_t i = 0; i < count; i++) {
		double off = host->value - hosts[i].value;
		double limit = critical * sqrt(host->variance + hosts[i].variance);

		if (hosts[i].runs == 0 || i == which)
			continue;
		host->rank_first += off > limit;
		host->rank_last -= -off > limit;
	}
}

static void rank_hosts(struct effects_host *hosts, size_t count, size_t measured, double df)
{
	double pairs = (double)measured * ((double)measured - 1) / 2;
	double critical = student_quantile(LEVEL / fmax(pairs, 1), df);

	for (size_t i = 0; i < count; i++) {
		hosts[i].rank_first = 1;
		hosts[i].rank_last = measured;
		if (hosts[i].runs > 0)
			rank_one(hosts, count, i, critical);
	}
}

static void set_intervals(struct effects_host *hosts, size_t count, double df)
{
	double t = student_quantile(LEVEL, df);

	for (size_t i = 0; i < count; i++) {
		double half = t * sqrt(hosts[i].variance);

		hosts[i].low = hosts[i].value - half;
		hosts[i].high = hosts[i].value + half;
	}
}

/*
 * The mean, its CI, and where another host is expected (Higgins et al., 2009). As measured rather
 * than as it is: a small variance between hosts is often estimated to be 0, but not the whole one.
 */
static void fit_mean(const struct effects_host *hosts, size_t count, double run_df,
		     struct effects *fit)
{
	double k = (double)fit->hosts, own = 0, variance, half;

	fit->mean = mean_without(hosts, count, count, fit->between_hosts, &variance);
	half = sqrt(variance) * student_quantile(LEVEL, k > 1 ? k - 1 : run_df);
	fit->low = fit->mean - half;
	fit->high = fit->mean + half;
	for (size_t i = 0; i < count; i++)
		own += hosts[i].runs > 0 ? hosts[i].variance / k : 0;
	half = sqrt(variance + fit->between_hosts + own);
	half *= k > 2 ? student_quantile(LEVEL, k - 2) : NAN;
	fit->host_low = fit->mean - half;
	fit->host_high = fit->mean + half;
}

/* The variance between hosts, with what the hosts have now as their own. */
static double between_hosts(const struct effects_host *hosts, size_t count)
{
	double variance;
	double centre = mean_without(hosts, count, count, 0, &variance);
	struct moments moments = moments_of(hosts, count, centre);

	return between(&moments);
}

void effects_fit(struct effects_run *runs, size_t run_count, struct effects_host *hosts,
		 size_t host_count, const struct effects_assumed *assumed, struct effects *fit)
{
	double df, apart;

	*fit = (struct effects){.runs = run_count, .within = moderate(runs, run_count)};
	average(runs, run_count, hosts, host_count, 0);
	for (size_t i = 0; i < host_count; i++)
		fit->hosts += hosts[i].runs > 0;
	apart = between_hosts(hosts, host_count);
	fit->between_runs = between_runs(runs, run_count, hosts, host_count, &fit->run_df);
	fit->run_assumed = fit->run_df < EFFECTS_RUN_DF_LEAST;
	if (fit->run_assumed)
		fit->between_runs = fmax(fit->between_runs, assumed->sd * assumed->sd);
	df = fit->run_assumed ? assumed->df : fit->run_df;
	average(runs, run_count, hosts, host_count, fit->between_runs);
	fit->between_hosts = between_hosts(hosts, host_count);
	fit->hosts_and_runs = fit->run_assumed ? apart : fit->between_hosts + fit->between_runs;
	fit_mean(hosts, host_count, df, fit);
	set_intervals(hosts, host_count, df);
	test_hosts(hosts, host_count, fit, df);
	rank_hosts(hosts, host_count, fit->hosts, df);
}
